// The data that the editing script and the preview exchange, as JSON. The preview decides.

/** Words of an article as its page shows them, without annotations. Blocks are lines. */
export interface Selection {
  quote: string;
  /** Up to 200 characters before. */
  before: string;
  /** Up to 200 characters after. */
  after: string;
}

export type NoteKind = "context" | "correction" | "disputed" | "update";

export interface Source {
  title: string;
  url: string;
}

export interface NoteDraft {
  kind: NoteKind;
  /** Markdown. */
  text: string;
  sources: Source[];
  author: string;
}

/** What an editor changes in one file. `line`: the first line of a note in its file. */
export type Edit =
  | { type: "add-note"; at: Selection; note: NoteDraft }
  | { type: "change-note"; line: number; note: NoteDraft; at: Selection | null }
  | { type: "delete-note"; line: number }
  | { type: "set-fact"; key: string; value: string | string[] | null }
  | { type: "link-here"; phrase: string; slug: string }
  | { type: "never-here"; phrase: string }
  | { type: "never-anywhere"; phrase: string; slug: string }
  | { type: "add-alias"; slug: string; alias: string }
  /** `text`: several lines of a capture may have the same number. */
  | { type: "keep-line"; line: number; text: string }
  | { type: "drop-line"; line: number; text: string }
  | { type: "write-explainer"; slug: string; body: string | null; fields: Fields }
  | { type: "new-explainer"; title: string; kind: string };

export interface SavedNote extends NoteDraft {
  line: number;
  quote: string;
  prefix: string;
  suffix: string;
  day: string;
  /** Its number on the page; null if it is not on the page. */
  number: number | null;
  state: "anchored" | "moved" | "lost";
  /** What was found instead of the quotation, in English; empty if it is anchored. */
  message: string;
}

export interface Fact {
  key: string;
  label: string;
  value: string | string[] | null;
  evidence: string;
  rule: string;
}

export interface LineLeftOut {
  line: number;
  text: string;
  rule: string;
  reason: string;
}

export interface Problem {
  code: string;
  severity: "error" | "warning";
  path: string;
  line: number;
  message: string;
  hint: string;
  /** Whether its file is that of this page. */
  here: boolean;
  /** Opens the file in the editor program of the settings; empty if there is none. */
  link: string;
}

/** A problem as all pages hear of it. */
export interface ReportedProblem {
  severity: Problem["severity"];
  /** Its file, and its line if it has one. */
  where: string;
  message: string;
  hint: string;
  here: boolean;
  /** Opens the file in the editor program of the settings; empty if that has no address. */
  link: string;
  /** What `open-file` takes; null if the settings have no command. */
  opens: { path: string; line: number } | null;
}

/** What the preview says to open pages. */
export interface Report {
  /** The version of the page. */
  version: string;
  errors: number;
  warnings: number;
  problems: ReportedProblem[];
  /** How many problems are not among these. */
  more: number;
}

export interface Suggestion {
  name: string;
  kind: string;
  briefings: number;
  why: string;
  looks_like: [string, string] | null;
  quote: string;
}

export interface Subject {
  slug: string;
  title: string;
}

/** Digests of files, by path. */
export type Digests = Record<string, string>;

export interface PageState {
  uri: string;
  kind: string;
  /** The capture or the explainer. */
  file: string;
  /** The file of an article's facts and notes. */
  sidecar: string;
  absolute: Record<string, string>;
  digests: Digests;
  notes: SavedNote[];
  facts: Fact[];
  lines_left_out: LineLeftOut[];
  problems: Problem[];
  /** Null while they are not known. */
  suggestions: Suggestion[] | null;
  explainers: Subject[];
}

export interface ShownMention {
  text: string;
  phrase: string;
  verdict: string;
  sense: string;
  subject: Subject | null;
  candidates: Subject[];
  sentence: string;
}

export interface Explanation {
  sentence: string;
  mentions: ShownMention[];
  actions: { edit: Edit; label: string }[];
}

export interface Rendered {
  html: string;
  problems: Problem[];
}

export interface Preview {
  files: { path: string; diff: string }[];
  /** The effect on links of all pages, in sentences; null if it is not known. */
  ledger: string[] | null;
  problems: Problem[];
}

export interface Saved {
  files: { path: string; digest: string; diff: string }[];
  /** Undoes the edit. */
  undo: string;
  /** Null until everything is compiled; see `effect`. */
  ledger: string[] | null;
  url: string | null;
}

/** The front matter of an explainer. */
export type Fields = Record<string, unknown>;

export interface ExplainerFile extends Subject {
  path: string;
  digest: string;
  /** Markdown. */
  body: string;
  fields: Fields;
}

export type NewArticle = ({ name: string; content: string } | { address: string } | { text: string; title: string })
  & { anyway?: boolean };

export interface TakenIn {
  /** The articles that were added. */
  added: { path: string; url: string }[];
  /** The files that were written. */
  files: string[];
  /** The page of the first one. */
  url: string;
  /** Empty if none was added. */
  undo: string;
  problems: Problem[];
  /** Articles of the site that the others seem to repeat. */
  duplicates: { title: string; url: string }[];
}

/** Why a request has no result. */
export interface Refusal {
  kind: "problem" | "forbidden" | "conflict" | "too-large" | "unreachable" | "failed";
  /** In English, from the preview; empty if it said nothing. */
  message: string;
  hint: string;
  file: string;
  line: number;
  /** Of a conflict: the files as they are now. */
  files: { path: string; digest: string }[];
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

/** What the preview tells the editing script on a page. */
export interface Settings {
  token: string;
  /** Of the page; it changes with it. */
  version: string;
  words: Record<string, string | Record<string, string>>;
}
