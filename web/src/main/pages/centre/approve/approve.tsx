import { type Schemas } from '../../api/client';
import { Fetched, useFetched } from '../../ui/fetched';
import { Title } from '../../ui/parts';
import { goTo, usePath } from '../../ui/route';
import { when, words } from '../../words/words';
import { Action, Decision } from './decision';

/** What waits for the customer's approval; `/approve/{id}` shows one of them. */
export function Approve() {
  const id = usePath().split('/')[2];
  return id ? <One id={id} /> : <Open />;
}

function Open() {
  const page = useFetched<Schemas['ApprovalPage']>('/v1/approvals?state=open');
  return (
    <section class="card">
      <Title>{words.approve.waiting}</Title>
      <Fetched of={page}>{({ approvals }) => (
        <>
          {approvals.length === 0 ? <p class="soft">{words.centre.none}</p> : null}
          <ul class="list">{approvals.map((approval) => (
            <li key={approval.approvalId}>
              <a href={`/approve/${approval.approvalId}`}
                onClick={(event) => { event.preventDefault(); goTo(`/approve/${approval.approvalId}`); }}>{approval.title}</a>
              <p class="soft">{words.approve.until(when(approval.endsAt))}</p>
            </li>
          ))}</ul>
        </>
      )}</Fetched>
    </section>
  );
}

/** One action, and what its owner says to it. */
function One({ id }: { id: string }) {
  const approval = useFetched<Schemas['Approval']>(`/v1/approvals/${encodeURIComponent(id)}`);
  return (
    <section class="card">
      <Fetched of={approval}>{(shown) => (
        <>
          <Title>{shown.title}</Title>
          <Action approval={shown} />
          {shown.state === 'open'
            ? <Decision approval={shown} approved={approval.again} declined={approval.again} />
            : <div class="notice" role="status"><p>{words.approve.states[shown.state] ?? shown.state}</p></div>}
        </>
      )}</Fetched>
    </section>
  );
}
