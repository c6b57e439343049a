// What Wagtail and its translations leave out, mended where they draw it: several landmarks of one name, a status
// whose name lacks its own word, a page without a heading, a file nobody has named, and English in a translated desk.

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const DATE = new RegExp(`(\\d{1,2}) (${MONTHS.join('|')}) (\\d{4})`);

const UNNAMED = ['input:not([type="hidden"])', 'select', 'textarea', '.public-DraftEditor-content']
  .map((kind) => `:is(main, .modal) ${kind}:not([aria-label]):not([aria-labelledby]):not([data-named])`)
  .join();

function nameDialog(dialog) {
  const words = dialog.querySelector('h1, h2')?.textContent.trim();
  if (words) dialog.setAttribute('aria-label', words);
}

// The picture of somebody who has the page open says who only in its tooltip.
function namePerson(button) {
  const tooltip = button._tippy?.props.content; // once it is drawn, its words no longer stand in the button
  const words = button.querySelector('template')?.content.textContent
    ?? button.querySelector('[data-w-tooltip-target="content"]')?.textContent
    ?? (typeof tooltip === 'string' ? tooltip : tooltip?.textContent);
  if (words?.trim()) button.setAttribute('aria-label', words.trim().replace(/\s+/g, ' '));
}

// A value of a list, a text editor and a field of tags stand under a heading that is not tied to them.
function nameField(field) {
  field.dataset.named = '';
  if (field.labels?.length) return;
  const near = field.closest('.w-field__wrapper')?.querySelector('label');
  const heading = field.closest('section.w-panel')?.querySelector('.w-panel__heading');
  const words = [near, heading].map((part) => part?.textContent.replace('*', '').trim().replace(/\s+/g, ' ')).find(Boolean);
  if (words) field.setAttribute('aria-label', words);
}

// Groups inside a panel that bear the same words are told apart by their number.
function nameGroup(part) {
  const heading = document.getElementById(part.getAttribute('aria-labelledby'));
  const words = heading?.querySelector('.c-sf-block__type')?.textContent.trim() || heading?.textContent.replace('*', '').trim().replace(/\s+/g, ' ');
  part.setAttribute('role', 'group');
  if (!words) return;
  const before = document.querySelectorAll(`section.w-panel--nested[data-words="${CSS.escape(words)}"]`).length;
  part.dataset.words = words;
  if (!before) return;
  part.setAttribute('aria-label', `${words} ${before + 1}`);
  part.removeAttribute('aria-labelledby');
}

function nameUpload(part) {
  if (part.matches('.progress')) part.setAttribute('role', 'progressbar');
  part.setAttribute('aria-label', document.querySelector('h1')?.textContent.trim().replace(/\s+/g, ' ') ?? '');
}

// Steps of a workflow: links and lines mixed in one list.
function flattenSteps(list) {
  list.setAttribute('role', 'presentation');
  list.querySelectorAll('li').forEach((line) => line.setAttribute('role', 'presentation'));
  list.querySelectorAll('h4').forEach((heading) => heading.setAttribute('aria-level', '2'));
}

// What the form says it asks for.
function wordsOf(form) {
  const field = form?.querySelector('input[type="search"], input[type="text"], input:not([type])');
  return (field?.labels?.[0]?.textContent ?? field?.placeholder ?? '').trim();
}

function nameSearch(form) {
  const words = wordsOf(form);
  const here = form.closest('main') && document.querySelector('h1')?.textContent.trim();
  if (words) form.setAttribute('aria-label', (here ? `${words}: ${here}` : words).replace(/\s+/g, ' '));
}

function nameStatus(tag) {
  const word = tag.textContent.trim();
  const said = tag.getAttribute('aria-label');
  if (word && !said.includes(word)) tag.setAttribute('aria-label', `${word}. ${said}`);
}

function giveHeading() {
  const content = document.querySelector('main .content');
  if (!content || document.querySelector('h1')) return;
  const heading = document.createElement('h1');
  heading.className = 'w-sr-only';
  heading.textContent = document.title.replace(/ - [^-]*$/, '');
  content.prepend(heading);
}

// A button that shows how many has the number in its name, too.
function nameCount(button) {
  const number = [...button.querySelectorAll('[data-w-drilldown-target="count"], [data-side-panel-toggle-counter], .w-side-panel-toggle__counter')]
    .filter((part) => !part.hidden).map((part) => part.textContent.trim()).find((text) => /^[1-9]/.test(text));
  button.dataset.words ??= button.getAttribute('aria-label');
  const words = number ? `${number}: ${button.dataset.words}` : button.dataset.words;
  if (button.getAttribute('aria-label') !== words) button.setAttribute('aria-label', words);
}

// An empty panel of comments says how one begins.
function tellOfNoComments(list) {
  const said = list.parentElement.querySelector('.sps-no-comments');
  if (list.children.length) said?.remove();
  if (list.children.length || said || !window.django?.gettext) return;
  const words = document.createElement('p');
  words.className = 'sps-no-comments';
  words.textContent = window.django.gettext('No comments yet. Point at a field and press the bubble beside it.');
  list.before(words);
}

function nameComment(field) {
  const words = field.placeholder || field.title;
  if (words) field.setAttribute('aria-label', words);
}

// The calendar under a field of a date; its buttons bear signs alone.
const CALENDAR = { xdsoft_prev: 'Previous', xdsoft_today_button: 'Today', xdsoft_next: 'Next' };

function nameCalendar(button) {
  const words = CALENDAR[Object.keys(CALENDAR).find((name) => button.classList.contains(name))];
  if (words) button.setAttribute('aria-label', window.django?.gettext?.(words) ?? words);
}

function nameFile(input) {
  const words = input.closest('form').parentElement.querySelector('button')?.textContent.trim();
  if (words) input.setAttribute('aria-label', words);
}

// A column of buttons has a name for those who listen and no text, which some readers pass over.
function nameColumn(cell) {
  const words = document.createElement('span');
  words.className = 'w-sr-only';
  words.textContent = cell.getAttribute('aria-label');
  cell.removeAttribute('aria-label');
  cell.append(words);
}

// Wagtail 8.0.1 writes this button in English.
function nameButton(button) {
  const words = wordsOf(button.form);
  if (words) button.value = words;
}

// wagtail-localize 1.14.5 writes these two itself, without asking for a translation.
function translateHeading(heading) {
  const found = heading.textContent.match(/^(.+) to (.+) translation$/);
  if (found) heading.textContent = `${found[1]} → ${found[2]}`;
}

function translateDate(item) {
  for (const node of item.childNodes) {
    const found = node.nodeType === Node.TEXT_NODE && node.data.match(DATE);
    if (!found) continue;
    const day = new Date(Number(found[3]), MONTHS.indexOf(found[2]), Number(found[1]));
    node.data = node.data.replace(DATE, day.toLocaleDateString(document.documentElement.lang));
  }
}

// Draftail writes the buttons beside a link or a document in English.
function translateTooltip(button) {
  button.dataset.said = '';
  button.textContent = window.django?.gettext?.(button.textContent) ?? button.textContent;
}

// A field of tags is hidden behind them: the browser would hold an empty one back without a place to say why.
const TAGS = '[data-controller~="w-tag"][required]';

function mend() {
  giveHeading();
  document.querySelectorAll(TAGS).forEach((field) => field.removeAttribute('required'));
  document.querySelectorAll('.Tooltip__button:not([data-said])').forEach(translateTooltip);
  document.querySelectorAll('form[role="search"]:not([aria-label])').forEach(nameSearch);
  document.querySelectorAll('section.w-panel--nested:not([role])').forEach(nameGroup);
  document.querySelectorAll('.w-minimap__list:not([tabindex])').forEach((list) => list.setAttribute('tabindex', '0'));
  document.querySelectorAll('.modal[role="dialog"]:not([aria-label])').forEach(nameDialog);
  document.querySelectorAll('.w-editing-sessions__session:not([aria-label])').forEach(namePerson);
  document.querySelectorAll(UNNAMED).forEach(nameField);
  document.querySelectorAll('ul.workflow-tasks:has(> a):not([role])').forEach(flattenSteps);
  document.querySelectorAll('h2[role="alert"]').forEach((heading) => heading.removeAttribute('role'));
  document.querySelectorAll('#fileupload:not([aria-label]), #overall-progress:not([aria-label])').forEach(nameUpload);
  document.querySelectorAll('ul.fields:has(> div):not([role])').forEach((list) => list.setAttribute('role', 'presentation'));
  document.querySelectorAll('.page-status-tag[aria-label]').forEach(nameStatus);
  document.querySelectorAll('input[type="submit"][value="Search"]').forEach(nameButton);
  document.querySelectorAll('th[aria-label]:empty').forEach(nameColumn);
  document.querySelectorAll('th:not([role], :has(*))').forEach((cell) => cell.textContent.trim() || cell.setAttribute('role', 'presentation'));
  document.querySelectorAll('.public-DraftEditor-content[role="textbox"][aria-expanded]').forEach((text) => text.removeAttribute('aria-expanded'));
  document.querySelectorAll('.w-slim-header-action-button[aria-label], .w-side-panel-toggle[aria-label]').forEach(nameCount);
  document.querySelectorAll('.xdsoft_datetimepicker button:not([aria-label])').forEach(nameCalendar);
  document.querySelectorAll('#comments .comments-list').forEach(tellOfNoComments);
  document.querySelectorAll('.comment__input:not([aria-label])').forEach(nameComment);
  document.querySelectorAll('.progress[aria-valuemin]:not([role])').forEach(nameUpload);
  document.querySelectorAll('.actionbutton > a.bicolor').forEach((link) => link.textContent.trim() || link.remove());
  document.querySelectorAll('.component-form > h3:not([aria-level])').forEach((heading) => heading.setAttribute('aria-level', '2'));
  document.querySelectorAll('td > h2:empty').forEach((heading) => heading.remove());
  document.querySelectorAll('h3.filter-title:not([aria-level])').forEach((heading) => heading.setAttribute('aria-level', '2'));
  if (!location.pathname.endsWith('/edit/')) return;
  document.querySelectorAll('.w-tabs__panel form > input[type="file"]:not([aria-label])').forEach(nameFile);
  const headings = document.querySelectorAll('section > div > h3');
  headings.forEach((part) => part.setAttribute('aria-level', '2'));
  if (document.documentElement.lang === 'en') return;
  headings.forEach(translateHeading);
  document.querySelectorAll('section li.complete li').forEach(translateDate);
}

// Wagtail's calendar puts today where it does not understand what was typed, 35.13.2026 or 26.11.2026 alike. What was
// typed stays, and the answer of the server says what is wrong with it.
document.addEventListener('focusin', ({ target }) => {
  if (target.matches('input[type="text"]')) setTimeout(() => window.jQuery?.(target).off('blur.xdsoft'));
});

// The same would have closed the calendar, which opens a tenth of a second after its field is entered.
document.addEventListener('focusout', ({ target }) => {
  setTimeout(() => {
    if (target !== document.activeElement) window.jQuery?.(target).data('xdsoft_datetimepicker')?.trigger('close.xdsoft');
  }, 150);
});

// A double click does one thing: a form on its way is not sent again. One that is answered in its place, as in the
// window of a chooser, may be sent again in a moment.
const MOMENT = 2000;
const JOURNEY = 20000;
let heldUntil = new WeakMap();

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method !== 'post') return;
  if (Date.now() < (heldUntil.get(form) ?? 0)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  heldUntil.set(form, Date.now() + MOMENT);
  setTimeout(() => event.defaultPrevented || heldUntil.set(form, Date.now() + JOURNEY));
}, true);
window.addEventListener('pageshow', () => { heldUntil = new WeakMap(); });

// Draftail asks for a page beside the present link, whatever it leads to; a document has no place among pages.
const links = window.draftail?.LinkModalWorkflowSource.prototype;

if (links) {
  const ask = links.getChooserConfig;
  links.getChooserConfig = function askForPages(entity, words) {
    return ask.call(this, entity?.getType() === 'LINK' ? entity : null, words);
  };
}

// A session that ended is no failure of the server, which is all Wagtail says of it.
function tellOfSigningIn({ detail }) {
  if (detail?.response?.error !== 'sign_in') return;
  detail.text = window.django.gettext('Your session has ended. What you wrote is here: save it, and sign in as you are asked.');
}

document.addEventListener('w-autosave:error', tellOfSigningIn, true);
document.addEventListener('w-autosave:deactivated', tellOfSigningIn, true);

// The title of a file to add follows its name until somebody writes another: also after a first file was refused.
let fileTitle;

document.addEventListener('change', ({ target }) => {
  if (!target.matches('.modal input[type="file"]') || !target.files.length) return;
  const title = target.form?.querySelector('input[name$="title"]');
  const words = target.files[0].name.replace(/\.[^.]+$/, '');
  if (title && (!title.value || title.value === fileTitle)) title.value = words;
  fileTitle = words;
});

// Menu, blocks and passages are drawn after the page has come, and new ones later.
let waiting = 0;
new MutationObserver(() => {
  waiting ||= requestAnimationFrame(() => {
    waiting = 0;
    mend();
  });
}).observe(document.documentElement, { childList: true, subtree: true });
