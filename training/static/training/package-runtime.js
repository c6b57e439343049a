/* Stands first in every page of a package. The frame has no origin: storage and cookies throw there, and no window
   above can be asked. So the page finds here what it looks for: a SCORM interface that answers and keeps nothing beyond
   the page, and storage that lasts as long. What is "set" stays on the page; the portal takes nothing over. */
(() => {
  "use strict";

  const storage = () => {
    const kept = new Map();
    const methods = {
      getItem: (key) => (kept.has(String(key)) ? kept.get(String(key)) : null),
      setItem: (key, value) => { kept.set(String(key), String(value)); },
      removeItem: (key) => { kept.delete(String(key)); },
      clear: () => { kept.clear(); },
      key: (number) => [...kept.keys()][number] ?? null,
    };
    return new Proxy(methods, {
      get: (_, name) => (name === "length" ? kept.size : methods[name] ?? kept.get(String(name))),
      set: (_, name, value) => { kept.set(String(name), String(value)); return true; },
      deleteProperty: (_, name) => { kept.delete(String(name)); return true; },
    });
  };
  for (const name of ["localStorage", "sessionStorage"]) {
    try {
      void window[name].length;
    } catch {
      Object.defineProperty(window, name, { value: storage(), configurable: true });
    }
  }
  try {
    void document.cookie;
  } catch {
    let kept = "";
    Object.defineProperty(document, "cookie", {
      configurable: true,
      get: () => kept,
      set: (line) => {
        const [name, value = ""] = String(line).split(";")[0].split("=");
        const rest = kept.split("; ").filter((one) => one && one.split("=")[0] !== name.trim());
        kept = [...rest, `${name.trim()}=${value}`].join("; ");
      },
    });
  }

  const begun = {
    "cmi.core.student_id": "learner", "cmi.core.student_name": "", "cmi.core.lesson_location": "",
    "cmi.core.credit": "no-credit", "cmi.core.lesson_status": "not attempted", "cmi.core.entry": "ab-initio",
    "cmi.core.lesson_mode": "normal", "cmi.core.total_time": "0000:00:00.00", "cmi.core.score.raw": "",
    "cmi.core.score.min": "", "cmi.core.score.max": "", "cmi.suspend_data": "", "cmi.launch_data": "",
    "cmi.learner_id": "learner", "cmi.learner_name": "", "cmi.location": "", "cmi.credit": "no-credit",
    "cmi.completion_status": "unknown", "cmi.success_status": "unknown", "cmi.entry": "ab-initio", "cmi.mode": "normal",
    "cmi.total_time": "PT0H0M0S", "cmi.score.raw": "", "cmi.score.scaled": "", "cmi._version": "1.0",
  };
  const values = new Map(Object.entries(begun));
  const get = (name) => {
    const key = String(name);
    if (values.has(key)) return values.get(key);
    if (!key.endsWith("._count")) return "";
    const list = `${key.slice(0, -"_count".length)}`;
    const numbers = [...values.keys()].filter((one) => one.startsWith(list)).map((one) => parseInt(one.slice(list.length), 10));
    return String(Math.max(-1, ...numbers.filter(Number.isInteger)) + 1);
  };
  const set = (name, value) => { values.set(String(name), String(value)); return "true"; };
  const yes = () => "true";
  const fine = () => "0";
  const empty = () => "";
  window.API = {
    LMSInitialize: yes, LMSFinish: yes, LMSCommit: yes, LMSGetValue: get, LMSSetValue: set,
    LMSGetLastError: fine, LMSGetErrorString: empty, LMSGetDiagnostic: empty,
  };
  window.API_1484_11 = {
    Initialize: yes, Terminate: yes, Commit: yes, GetValue: get, SetValue: set,
    GetLastError: fine, GetErrorString: empty, GetDiagnostic: empty, version: "1.0",
  };
})();
