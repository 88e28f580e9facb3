// The page's few pictures, drawn here on a 24 grid with one stroke width. They never stand without words.
import { svg } from "./dom.js";

/** @type {Record<string, string>} */
const paths = {
  counter: "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM15.4 15.4 20 20",
  today: "M4 6.5l1.5 1.5L8 5.5M4 12.5 5.5 14 8 11.5M4 18.5 5.5 20 8 17.5M12 7h8M12 13h8M12 19h8",
  month: "M4 20h16M6.5 20v-6M11 20V9M15.500 20v-8M20 20V5",
  book: "M5 5.500A2.500 2.500 0 0 1 7.500 3H19v15H7.500A2.500 2.500 0 0 0 5 20.500v-15ZM5 20.500A1.500 1.500 0 0 0 6.500 21H19v-3M9 7.500h6",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.800v4.400M9 14.800v4.400",
  mind: "M12 4 2.800 20h18.400L12 4ZM12 10v4.500M12 17.300v.2",
  usual:
    "M5 9h11v5.500A4.500 4.500 0 0 1 11.500 19h-2A4.500 4.500 0 0 1 5 14.500V9ZM16 10.500h1.500a2.500 2.500 0 0 1 0 5H16M8.500 3.500v2M12.500 3.500v2",
  promised: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16ZM12 7.500V12l3 2",
  call: "M6 4h3l1.500 4-2 1.500a11 11 0 0 0 6 6l1.500-2 4 1.500v3a2 2 0 0 1-2 2A16 16 0 0 1 4 6a2 2 0 0 1 2-2Z",
  thanks: "M12 20s-7.500-4.500-7.500-10A4 4 0 0 1 12 7.800 4 4 0 0 1 19.500 10c0 5.500-7.500 10-7.500 10Z",
  promise: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16ZM12 7.500V12l3 2",
  complaint: "M4 5h16v11h-8l-4.500 4v-4H4V5ZM12 8v3.500M12 13.400v.1",
  birthday:
    "M5 20h14v-7H5v7ZM5 16c1.200 1.200 2.300 1.200 3.500 0s2.300-1.200 3.500 0 2.300 1.200 3.500 0 2.300-1.200 3.500 0M12 13V9M12 6.500v-1",
  seasonal: "M5 19c0-9 5-14 14-14 0 9-5 14-14 14ZM5 19l7-7",
  other: "M6 12h.1M12 12h.1M18 12h.1",
  visit:
    "M12 21s-6.500-5.500-6.500-11a6.500 6.500 0 0 1 13 0c0 5.500-6.500 11-6.500 11ZM12 8a2 2 0 1 1 0 4 2 2 0 0 1 0-4Z",
  message: "M4 6h16v12H4V6ZM4 7l8 6 8-6",
  feedback: "M12 4l2.400 5 5.600.700-4.100 3.800 1.100 5.500-5-2.700-5 2.700 1.100-5.500L4 9.700 9.600 9 12 4Z",
  plus: "M12 5v14M5 12h14",
  cross: "M6 6l12 12M18 6 6 18",
  done: "M5 12.500 10 17.500 19 7",
  back: "M9 6 4 11l5 5M4 11h10a6 6 0 0 1 6 6v1",
  left: "M15 5l-7 7 7 7",
  right: "M9 5l7 7-7 7",
  file: "M6 3h8l4 4v14H6V3ZM14 3v4h4",
  folder: "M3.500 6h6l2 2.500h9V19h-17V6Z",
  lock: "M6 11h12v9H6v-9ZM8.500 11V8a3.500 3.500 0 0 1 7 0v3",
  up: "M7 14l5-5 5 5",
  down: "M7 10l5 5 5-5",
  copy: "M8 8h11v12H8V8ZM16 8V4H5v12h3",
  person: "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM4.500 20c.8-4 3.800-6 7.500-6s6.700 2 7.500 6",
};

/** @param {string} name */
export function icon(name) {
  return svg(
    "svg",
    { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: paths[name] ?? paths.other }),
  );
}
