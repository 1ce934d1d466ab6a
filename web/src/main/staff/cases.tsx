import { useState } from 'preact/hooks';
import { Form, Title, useAction } from '../pages/ui/parts';
import { when } from '../pages/words/words';
import { Case } from './case';
import { desk, type Occasion, type Schemas } from './calls';
import { NO_OCCASION, OccasionFields, occasionOf } from './parts';
import { lossOf, states, yours } from './words';

/** Cases that wait for a decision, the oldest first. */
export function Cases({ self }: { self: Schemas['Self'] }) {
  const [typed, setTyped] = useState(NO_OCCASION);
  const [occasion, setOccasion] = useState<Occasion>();
  const [shown, setShown] = useState<{ cases: Schemas['ListedCase'][]; next: string | undefined }>();
  const [open, setOpen] = useState<string>();
  const { busy, failure, run } = useAction();
  const list = (why: Occasion, before: Schemas['ListedCase'][], after: string | undefined) => run(async () => {
    const page = await desk.post<Schemas['CasePage']>('/v1/support/cases/list', { reason: why.reason, ...(after ? { after } : {}) });
    setOccasion(why);
    setShown({ cases: [...before, ...page.cases], next: page.next ?? undefined });
  });
  if (open !== undefined && occasion) {
    return <Case self={self} id={open} occasion={occasion} back={() => { setOpen(undefined); void list(occasion, [], undefined); }} />;
  }
  return (
    <section class="card">
      <Title>Recovery cases</Title>
      {shown === undefined || occasion === undefined ? (
        <Form go={() => list(occasionOf(typed), [], undefined)} failure={failure}>
          <OccasionFields typed={typed} set={setTyped} />
          <button disabled={busy}>Show cases that wait</button>
        </Form>
      ) : (
        <>
          {shown.cases.length === 0 ? <p role="status">No case waits for a decision.</p> : null}
          <ul class="list">{shown.cases.map((each) => (
            <li key={each.caseId} class="stack">
              <h2>{lossOf(each.loss)}</h2>
              <p class="soft">{states[each.state] ?? each.state}. Opened on {when(each.openedAt)}.{each.yours ? ` ${yours}` : ''}</p>
              <button type="button" class="plain" aria-label={`Look at case ${each.caseId}`} onClick={() => setOpen(each.caseId)}>Look at it</button>
            </li>
          ))}</ul>
          {shown.next ? <button type="button" class="plain" disabled={busy} onClick={() => list(occasion, shown.cases, shown.next)}>Show more cases</button> : null}
        </>
      )}
    </section>
  );
}
