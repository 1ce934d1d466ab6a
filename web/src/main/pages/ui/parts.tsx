import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Refusal } from '../api/client';
import { Unproved } from '../human/proof';
import { words } from '../words/words';

/** A problem in plain words. */
export function explain(failure: unknown): string {
  if (failure instanceof Refusal) {
    const tries = failure.body['triesLeft'];
    if (failure.slug === 'code-refused' && typeof tries === 'number') return words.factor.triesLeft(tries);
    if (failure.status === 429 && failure.retryAfter) return words.wait(Math.ceil(failure.retryAfter / 60));
    return words.problems[failure.slug] ?? words.unknown;
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
}

export function Field(props: FieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => { if (props.focus) input.current?.focus(); }, []);
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.hint ? <p class="hint" id={`${id}-hint`}>{props.hint}</p> : null}
      <input
        id={id} ref={input} name={props.name} type={props.type ?? 'text'} value={props.value} required
        autocomplete={props.autocomplete} inputMode={props.inputMode} class={props.code ? 'code' : undefined}
        autocapitalize="none" spellcheck={false} aria-describedby={props.hint ? `${id}-hint` : undefined}
        onInput={(event) => props.set(event.currentTarget.value)}
      />
    </div>
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

export function Form({ go, children }: { go: () => void; children: ComponentChildren }) {
  return <form novalidate={false} onSubmit={(event) => { event.preventDefault(); go(); }}>{children}</form>;
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
