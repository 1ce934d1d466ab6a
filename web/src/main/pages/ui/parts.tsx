import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Refusal } from '../api/client';
import { Unproved } from '../human/proof';
import { words } from '../words/words';

/** Refusals that say more in `reason`. */
const REASONS: Record<string, () => Record<string, string>> = {
  'password-refused': () => words.reasons,
  'closure-refused': () => words.closing.reasons,
};

/** A failure that its page has words for. */
export class Told extends Error {}

/** A problem in plain words; in the server's, where there are none of ours. */
export function explain(failure: unknown): string {
  if (failure instanceof Told) return failure.message;
  if (failure instanceof Refusal) {
    const tries = failure.body['triesLeft'];
    if (failure.slug === 'code-refused' && typeof tries === 'number') return words.factor.triesLeft(tries);
    const reason = failure.body['reason'];
    const reasons = REASONS[failure.slug]?.();
    if (reasons && typeof reason === 'string') return reasons[reason] ?? words.problems[failure.slug]!;
    if (failure.status === 429 && failure.retryAfter) return words.wait(Math.ceil(failure.retryAfter / 60));
    const title = failure.body['title'];
    return words.problems[failure.slug] ?? (typeof title === 'string' && failure.status < 500 ? title : words.unknown);
  }
  if (failure instanceof Unproved) return words.human.failed;
  if (failure instanceof DOMException) return words.problems['cancelled']!;
  return failure instanceof TypeError ? words.away : words.unknown;
}

/** What went wrong, read out by a screen reader when it appears. */
export function Failure({ of }: { of: unknown }) {
  return <div role="alert">{of === undefined ? null : <div class="notice bad"><p>{explain(of)}</p></div>}</div>;
}

/** Runs one action at a time, and keeps what it failed with. */
export function useAction(): { busy: boolean; failure: unknown; run: (action: () => Promise<void>) => Promise<void> } {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(undefined);
  const run = async (action: () => Promise<void>) => {
    setBusy(true);
    setFailure(undefined);
    try {
      await action();
    } catch (failed) {
      setFailure(failed);
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, run };
}

/** The field that a refusal is about, where the API names none. */
const FIELDS: Record<string, string> = {
  'code-refused': 'code',
  'identifier-invalid': 'identifier',
  'address-unsupported': 'identifier',
  'number-not-supported': 'identifier',
  'identifier-present': 'identifier',
  'password-refused': 'new-password',
  'passphrase-refused': 'passphrase',
  'passphrase-trivial': 'passphrase',
  'link-refused': 'case',
};

/** What is wrong with single fields, by their names. `errors` names a field, or a value by its JSON Pointer. */
function faultsOf(failure: unknown): ReadonlyMap<string, string> {
  const faults = new Map<string, string>();
  if (!(failure instanceof Refusal)) return faults;
  const known = FIELDS[failure.slug];
  if (known) faults.set(known, explain(failure));
  const errors = failure.body['errors'];
  if (Array.isArray(errors)) {
    for (const error of errors as Record<string, unknown>[]) {
      const place = error['field'] ?? error['pointer'];
      // The last word of a path that is a name: `networks` of `/networks/0`.
      const name = String(place ?? '').split(/[/.[\]]+/).filter((word) => word !== '' && !/^\d+$/.test(word)).pop();
      if (name) faults.set(name, words.field);
    }
  }
  return faults;
}

const Faults = createContext<ReadonlyMap<string, string>>(new Map());

export interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
  readonly type?: string;
  readonly name: string;
  readonly autocomplete: string;
  readonly hint?: string | undefined;
  readonly inputMode?: 'numeric' | 'email' | 'text';
  readonly code?: boolean;
  readonly focus?: boolean;
  readonly optional?: boolean;
  readonly most?: number;
}

export function Field(props: FieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const fault = useContext(Faults).get(props.name);
  useEffect(() => { if (props.focus) input.current?.focus(); }, []);
  const told = [props.hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.hint ? <p class="hint" id={`${id}-hint`}>{props.hint}</p> : null}
      {fault ? <p class="fault" id={`${id}-fault`}>{fault}</p> : null}
      <input
        id={id} ref={input} name={props.name} type={props.type ?? 'text'} value={props.value} required={!props.optional}
        autocomplete={props.autocomplete} inputMode={props.inputMode} class={props.code ? 'code' : undefined} maxlength={props.most}
        autocapitalize="none" spellcheck={false} aria-describedby={told || undefined} aria-invalid={fault ? true : undefined}
        onInput={(event) => props.set(event.currentTarget.value)}
      />
    </div>
  );
}

/** One of a few. */
export function Choice({ label, value, set, of }: { label: string; value: string; set: (value: string) => void; of: readonly (readonly [string, string])[] }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => set(event.currentTarget.value)}>
        {of.map(([key, name]) => <option key={key} value={key}>{name}</option>)}
      </select>
    </div>
  );
}

export function Tick({ label, checked, set, disabled }: { label: string; checked: boolean; set: (on: boolean) => void; disabled?: boolean }) {
  return (
    <label class="choice">
      <input type="checkbox" checked={checked} disabled={disabled} onChange={(event) => set(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}

/** A password with a way to look at it. Pasting works, and managers find it by `autocomplete`. */
export function Password(props: Omit<FieldProps, 'type'>) {
  const [shown, setShown] = useState(false);
  return (
    <>
      <Field {...props} type={shown ? 'text' : 'password'} />
      <button type="button" class="link" aria-pressed={shown} onClick={() => setShown(!shown)}>
        {shown ? words.signIn.hide : words.signIn.show}
      </button>
    </>
  );
}

/** Says of a refusal, beside its field, what is wrong; what no field of this form is about stands above them all. */
export function Form({ go, failure, children }: { go: () => void; failure?: unknown; children: ComponentChildren }) {
  const form = useRef<HTMLFormElement>(null);
  const [beside, setBeside] = useState(false);
  const faults = faultsOf(failure);
  useLayoutEffect(() => {
    const faulty = [...faults.keys()].map((name) => form.current?.elements.namedItem(name)).find((each) => each instanceof HTMLElement);
    setBeside(faulty !== undefined);
    if (faulty instanceof HTMLElement) faulty.focus();
  }, [failure]);
  return (
    <form ref={form} onSubmit={(event) => { event.preventDefault(); go(); }}>
      <Failure of={beside ? undefined : failure} />
      <Faults.Provider value={faults}>{children}</Faults.Provider>
    </form>
  );
}

/** A button whose deed is asked about once more. */
export function Sure({ label, ask, busy, go, name }: { label: string; ask: string; busy: boolean; go: () => void; name?: string }) {
  const [asked, setAsked] = useState(false);
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => { if (asked) yes.current?.focus(); }, [asked]);
  const about = name ? `${label}: ${name}` : undefined;
  if (!asked) return <button type="button" class="danger" aria-label={about} onClick={() => setAsked(true)}>{label}</button>;
  return (
    <div class="notice warn" role="group" aria-label={ask}>
      <p>{ask}</p>
      <div class="row">
        <button type="button" class="danger" ref={yes} disabled={busy} aria-label={about} onClick={() => { setAsked(false); go(); }}>{label}</button>
        <button type="button" class="plain" onClick={() => setAsked(false)}>{words.factor.cancel}</button>
      </div>
    </div>
  );
}

export function Brand() {
  return <header class="brand"><img src="/assets/icon.svg" alt="" /><span>Portcullis</span></header>;
}

/** The page's heading takes the focus when the page changes, so that it is read out. */
export function Title({ children }: { children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    document.title = heading.current?.textContent ?? '';
  }, []);
  return <h1 ref={heading} tabIndex={-1}>{children}</h1>;
}
