import { useState } from 'preact/hooks';
import { Failure, useAction } from '../pages/ui/parts';
import { when } from '../pages/words/words';
import { desk, type Occasion, type Schemas } from './calls';
import { event, spelt } from './words';

/** What happened to an account, and how its sign-ins were decided. Each page is a read, so it is asked for. */
export function Timeline({ account, occasion }: { account: string; occasion: Occasion }) {
  return (
    <>
      <Events account={account} occasion={occasion} />
      <SignIns account={account} occasion={occasion} />
    </>
  );
}

/** Codes and moments as a person reads them; the id of a person stays as it is. */
function readable(name: string, value: string): string {
  if (name === 'person') return value;
  return /^\d{4}-\d\d-\d\dT.*Z$/.test(value) ? when(value) : spelt(value);
}

function Events({ account, occasion }: { account: string; occasion: Occasion }) {
  const [shown, setShown] = useState<{ entries: Schemas['TimelineEntry'][]; next: string | undefined }>();
  const { busy, failure, run } = useAction();
  const more = () => run(async () => {
    const page = await desk.post<Schemas['TimelinePage']>(`/v1/support/accounts/${account}/timeline`,
      { ...occasion, ...(shown?.next ? { after: shown.next } : {}) });
    setShown({ entries: [...shown?.entries ?? [], ...page.entries], next: page.next ?? undefined });
  });
  return (
    <section class="card">
      <h2>Timeline</h2>
      <Failure of={failure} />
      {shown?.entries.length === 0 ? <p class="soft">Nothing happened, or the account is closed.</p> : null}
      <ul class="list">{shown?.entries.map((entry) => (
        <li key={entry.id}>
          <strong>{event(entry.type)}</strong>
          <p class="soft">{when(entry.at)}</p>
          {entry.facts.length > 0
            ? <dl class="facts">{entry.facts.map((fact) => <><dt>{spelt(fact.name)}</dt><dd>{fact.values.map((value) => readable(fact.name, value)).join(', ')}</dd></>)}</dl> : null}
        </li>
      ))}</ul>
      {shown === undefined || shown.next
        ? <button type="button" class="plain" disabled={busy} onClick={more}>{shown ? 'Show more of the timeline' : 'Show the timeline'}</button> : null}
    </section>
  );
}

function SignIns({ account, occasion }: { account: string; occasion: Occasion }) {
  const [shown, setShown] = useState<{ signIns: Schemas['SignIn'][]; next: string | undefined }>();
  const { busy, failure, run } = useAction();
  const more = () => run(async () => {
    const page = await desk.post<Schemas['SignIns']>(`/v1/support/accounts/${account}/sign-ins`,
      { ...occasion, ...(shown?.next ? { after: shown.next } : {}) });
    setShown({ signIns: [...shown?.signIns ?? [], ...page.signIns], next: page.next ?? undefined });
  });
  return (
    <section class="card">
      <h2>Sign-ins</h2>
      <Failure of={failure} />
      {shown?.signIns.length === 0 ? <p class="soft">None is kept.</p> : null}
      <ul class="list">{shown?.signIns.map((each) => (
        <li key={each.id}>
          <strong>{spelt(each.decision)}</strong>
          <p class="soft">{when(each.at)}, {each.device}, {each.place.name}{each.score == null ? '' : `, score ${each.score}`}</p>
          <ul>{each.reasons.map((reason) => <li key={reason.code}>{reason.text}</li>)}</ul>
        </li>
      ))}</ul>
      {shown === undefined || shown.next
        ? <button type="button" class="plain" disabled={busy} onClick={more}>{shown ? 'Show more sign-ins' : 'Show the sign-ins'}</button> : null}
    </section>
  );
}
