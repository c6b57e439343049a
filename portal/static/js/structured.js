/* Facts of an editor's form that are one group or one list, not a stream of blocks.
   The admin's controller asks a block's form for its element, which only a stream names so. */
for (const name of ["wagtail.blocks.StructBlock", "wagtail.blocks.ListBlock"]) {
  const definition = window.telepath.constructors[name];
  const render = definition.prototype.render;
  definition.prototype.render = function (...given) {
    const form = render.apply(this, given);
    if (form && !form.element && form.container) {
      form.element = form.container instanceof Element ? form.container : form.container[0];
    }
    return form;
  };
}
