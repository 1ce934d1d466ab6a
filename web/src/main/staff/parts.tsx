import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Failure, Field } from '../pages/ui/parts';
import type { Occasion, Reason } from './calls';
import { accountReasons } from './words';

/** What was read, or why it wasn't. */
export function Read<T>({ of, children }: { of: { value: T | undefined; failure: unknown }; children: (value: T) => ComponentChildren }) {
  if (of.failure !== undefined) return <Failure of={of.failure} />;
  return of.value === undefined ? <p role="status">Loading</p> : <>{children(of.value)}</>;
}

/** One of a few. None is chosen beforehand: the choice is kept with the staff member's name. `none` is a choice, too. */
export function Chosen({ label, value, set, of, none }:
  { label: string; value: string; set: (value: string) => void; of: Record<string, string>; none?: string }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} required={none === undefined} onChange={(event) => set(event.currentTarget.value)}>
        <option value="">{none ?? 'Choose'}</option>
        {Object.entries(of).map(([key, text]) => <option key={key} value={key}>{text}</option>)}
      </select>
    </div>
  );
}

/** What stands in the two fields of an occasion. */
export interface OccasionTyped {
  readonly reason: string;
  readonly ticket: string;
}

export const NO_OCCASION: OccasionTyped = { reason: '', ticket: '' };

export function occasionOf(typed: OccasionTyped): Occasion {
  const ticket = typed.ticket.trim();
  return { reason: typed.reason as Reason, ...(ticket === '' ? {} : { ticket }) };
}

export function OccasionFields({ typed, set, of = accountReasons }:
  { typed: OccasionTyped; set: (typed: OccasionTyped) => void; of?: Record<string, string> }) {
  return (
    <>
      <Chosen label="Reason" value={typed.reason} set={(reason) => set({ ...typed, reason })} of={of} />
      <Field label="Ticket" name="ticket" value={typed.ticket} set={(ticket) => set({ ...typed, ticket })} autocomplete="off" most={64} optional
        hint="Of your own system, if there is one: letters, digits, dots, dashes and slashes." />
    </>
  );
}

/** Words of a staff member's own, for those who read them later. */
export function OwnWords({ label, value, set }: { label: string; value: string; set: (value: string) => void }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea id={id} value={value} required maxlength={1000} rows={3} onInput={(event) => set(event.currentTarget.value)} />
    </div>
  );
}
