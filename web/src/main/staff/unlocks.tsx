import { useState } from 'preact/hooks';
import { Form, Title, useAction } from '../pages/ui/parts';
import { when } from '../pages/words/words';
import { desk, useRead, type Occasion, type Schemas } from './calls';
import { Chosen, NO_OCCASION, OccasionFields, occasionOf, OwnWords, Read } from './parts';
import { anotherPerson, spelt, yours } from './words';

/** Proposals to unlock accounts, the oldest first. */
export function Unlocks({ self }: { self: Schemas['Self'] }) {
  const [typed, setTyped] = useState(NO_OCCASION);
  const [occasion, setOccasion] = useState<Occasion>();
  const [shown, setShown] = useState<{ unlocks: Schemas['ListedUnlock'][]; next: string | undefined }>();
  const [open, setOpen] = useState<string>();
  const { busy, failure, run } = useAction();
  const list = (why: Occasion, before: Schemas['ListedUnlock'][], after: string | undefined) => run(async () => {
    const page = await desk.post<Schemas['UnlockPage']>('/v1/support/unlocks/list', { reason: why.reason, ...(after ? { after } : {}) });
    setOccasion(why);
    setShown({ unlocks: [...before, ...page.unlocks], next: page.next ?? undefined });
  });
  if (open !== undefined && occasion) {
    return <Unlock self={self} id={open} occasion={occasion} back={() => { setOpen(undefined); void list(occasion, [], undefined); }} />;
  }
  return (
    <section class="card">
      <Title>Unlocking</Title>
      {shown === undefined || occasion === undefined ? (
        <Form go={() => list(occasionOf(typed), [], undefined)} failure={failure}>
          <OccasionFields typed={typed} set={setTyped} />
          <button disabled={busy}>Show proposals that wait</button>
        </Form>
      ) : (
        <>
          {shown.unlocks.length === 0 ? <p role="status">No proposal waits for a decision.</p> : null}
          <ul class="list">{shown.unlocks.map((each) => (
            <li key={each.unlockId} class="stack">
              <h2>Proposed on {when(each.proposedAt)}</h2>
              <p class="soft">Until {when(each.endsAt)}.{each.yours ? ` ${yours}` : ''}</p>
              <button type="button" class="plain" aria-label={`Look at proposal ${each.unlockId}`} onClick={() => setOpen(each.unlockId)}>Look at it</button>
            </li>
          ))}</ul>
          {shown.next ? <button type="button" class="plain" disabled={busy} onClick={() => list(occasion, shown.unlocks, shown.next)}>Show more proposals</button> : null}
        </>
      )}
    </section>
  );
}

function Unlock({ self, id, occasion, back }: { self: Schemas['Self']; id: string; occasion: Occasion; back: () => void }) {
  const shown = useRead<Schemas['UnlockProposal']>(`/v1/support/unlocks/${id}/show`, occasion);
  const [choice, setChoice] = useState('');
  const [words, setWords] = useState('');
  const [over, setOver] = useState(false);
  const { busy, failure, run } = useAction();
  const go = () => run(async () => {
    await desk.post(`/v1/support/unlocks/${id}/${choice}`, { words, reason: occasion.reason });
    setOver(true);
  });
  return (
    <>
      <p><button type="button" class="link" onClick={back}>Back to the proposals</button></p>
      <Title>Proposal to unlock</Title>
      <Read of={shown}>{(found) => (
        <section class="card">
          <dl class="facts">
            <dt>Account</dt><dd>{found.account}</dd>
            <dt>Proposed</dt><dd>{when(found.proposedAt)}, by {found.proposedBy === self.person ? 'you' : found.proposedBy} ({spelt(found.reason)})</dd>
            <dt>Ends</dt><dd>{when(found.endsAt)}</dd>
          </dl>
          <div class="notice"><h2>Words</h2><p>{found.words ?? 'None'}</p></div>
          <div role="status">{over ? <div class="notice good"><p>Decided.</p></div> : null}</div>
          {over ? null : found.proposedBy === self.person ? <div class="notice warn"><p>You made this proposal. {anotherPerson}</p></div> : (
            <Form go={go} failure={failure}>
              <Chosen label="Your decision" value={choice} set={setChoice} of={{ confirm: 'I agree: unlock the account', refuse: 'I do not agree: it stays locked' }} />
              <OwnWords label="Why" value={words} set={setWords} />
              <button disabled={busy}>Decide</button>
            </Form>
          )}
        </section>
      )}</Read>
    </>
  );
}
