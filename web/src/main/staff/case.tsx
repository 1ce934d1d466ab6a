import { useState } from 'preact/hooks';
import { Failure, Form, Title, useAction } from '../pages/ui/parts';
import { when } from '../pages/words/words';
import { Overview } from './account';
import { desk, useRead, type Occasion, type Schemas } from './calls';
import { Evidence } from './evidence';
import { Chosen, OwnWords, Read } from './parts';
import { Timeline } from './timeline';
import { anotherPerson, answers, factor, knowledge, lossOf, openedFrom, states } from './words';

type ShownCase = Schemas['ShownCase'];

/** States that wait for the second person, and what was proposed. */
const PROPOSED: Record<string, Schemas['Decision']> = { 'approval-proposed': 'approve', 'rejection-proposed': 'reject' };
const DECISIONS = { approve: 'Approve', reject: 'Reject' };
const RISKS = { standard: 'Standard: the case waits 24 hours at least', high: 'High: the case waits 72 hours' };

interface CaseProps {
  readonly self: Schemas['Self'];
  readonly id: string;
  readonly occasion: Occasion;
  readonly back: () => void;
}

/** One case as its reviewers see it. */
export function Case({ self, id, occasion, back }: CaseProps) {
  const shown = useRead<ShownCase>(`/v1/support/cases/${id}/show`, occasion);
  return (
    <>
      <p><button type="button" class="link" onClick={back}>Back to the cases</button></p>
      <Title>Recovery case</Title>
      <Read of={shown}>{(found) => (
        <>
          <section class="card">
            <h2>{lossOf(found.loss)}</h2>
            <div role="status"><p><strong>{states[found.state] ?? found.state}</strong></p></div>
            <dl class="facts">
              <dt>Case</dt><dd>{found.caseId}</dd>
              <dt>Account</dt><dd>{found.account}</dd>
              <dt>Opened</dt><dd>{when(found.openedAt)}, by {found.openedBy ? who(found.openedBy, self) : 'the claimant'}</dd>
              <dt>Risk</dt><dd>{found.decisions.highRisk ? 'High: the long wait' : 'Standard'}</dd>
              {found.waitEndsAt ? <><dt>Waits until</dt><dd>{when(found.waitEndsAt)}</dd></> : null}
              <dt>Opened from</dt><dd>{openedFrom[found.signals.openedFrom] ?? found.signals.openedFrom}</dd>
              <dt>Last sign-in</dt><dd>{said(found.signals.lastSignIn)}</dd>
              <dt>Balance</dt><dd>{said(found.signals.balance)}</dd>
              <dt>Authenticator app</dt><dd>{found.signals.factor ? factor[found.signals.factor] ?? found.signals.factor : 'The claimant showed no code.'}</dd>
              <dt>Questions</dt><dd>{found.answers ? answers[found.answers] ?? found.answers : 'The claimant answered no security questions.'}</dd>
            </dl>
            <Opinions found={found} self={self} />
          </section>
          <Evidence id={id} occasion={occasion} />
          <Decide found={found} self={self} occasion={occasion} decided={shown.again} />
          <Known account={found.account} self={self} occasion={occasion} />
        </>
      )}</Read>
    </>
  );
}

function who(person: string, self: Schemas['Self']): string {
  return person === self.person ? 'you' : person;
}

function Opinions({ found, self }: { found: ShownCase; self: Schemas['Self'] }) {
  const { first, second } = found.decisions;
  return (
    <>
      {first ? <Opinion title="First decision" opinion={first} self={self} /> : null}
      {second ? <Opinion title="Second decision" opinion={second} self={self} /> : null}
    </>
  );
}

function Opinion({ title, opinion, self }: { title: string; opinion: Schemas['ShownOpinion']; self: Schemas['Self'] }) {
  return (
    <div class="notice">
      <h3>{title}</h3>
      <p>{opinion.words}</p>
      <p class="soft">{when(opinion.at)}, by {who(opinion.person, self)}</p>
    </div>
  );
}

/** The first decision, or the second one by another person. */
function Decide({ found, self, occasion, decided }: { found: ShownCase; self: Schemas['Self']; occasion: Occasion; decided: () => Promise<void> }) {
  const proposed = PROPOSED[found.state];
  if (found.state !== 'review' && proposed === undefined) return null;
  const why = obstacle(found, self);
  return (
    <section class="card">
      <h2>{proposed ? 'Second decision' : 'First decision'}</h2>
      {why !== undefined ? <div class="notice warn"><p>{why}</p></div>
        : proposed ? <Second found={found} proposed={proposed} occasion={occasion} decided={decided} />
        : <First found={found} occasion={occasion} decided={decided} />}
    </section>
  );
}

/** Why this person can't decide, as far as the case tells. The API knows one reason more: a contact with the customer. */
function obstacle(found: ShownCase, self: Schemas['Self']): string | undefined {
  if (found.openedBy === self.person) return `You opened this case. ${anotherPerson}`;
  if (PROPOSED[found.state] && found.decisions.first?.person === self.person) return `You made the first decision. ${anotherPerson}`;
  return undefined;
}

interface DecisionProps {
  readonly found: ShownCase;
  readonly occasion: Occasion;
  readonly decided: () => Promise<void>;
}

function First({ found, occasion, decided }: DecisionProps) {
  const [decision, setDecision] = useState('');
  const [risk, setRisk] = useState('');
  const [words, setWords] = useState('');
  const { busy, failure, run } = useAction();
  const go = () => run(async () => {
    await desk.post(`/v1/support/cases/${found.caseId}/propose`, { decision, risk, words, reason: occasion.reason });
    await decided();
  });
  return (
    <Form go={go} failure={failure}>
      <p class="soft">It does nothing until another person confirms it. Your words stay with the case.</p>
      <Chosen label="Decision" value={decision} set={setDecision} of={DECISIONS} />
      <Chosen label="Risk" value={risk} set={setRisk} of={RISKS} />
      <OwnWords label="Why" value={words} set={setWords} />
      <button disabled={busy}>Propose</button>
    </Form>
  );
}

function Second({ found, proposed, occasion, decided }: DecisionProps & { readonly proposed: Schemas['Decision'] }) {
  const [words, setWords] = useState('');
  const [choice, setChoice] = useState('');
  const { busy, failure, run } = useAction();
  const go = () => run(async () => {
    if (choice === 'confirm') await desk.post(`/v1/support/cases/${found.caseId}/confirm`, { decision: proposed, words, reason: occasion.reason });
    else await desk.post(`/v1/support/cases/${found.caseId}/object`, { words, reason: occasion.reason });
    await decided();
  });
  const agree = proposed === 'approve' ? 'I agree: approve, and begin the wait' : 'I agree: reject';
  return (
    <Form go={go} failure={failure}>
      <Chosen label="Your decision" value={choice} set={setChoice} of={{ confirm: agree, object: 'I do not agree: the case waits for a first decision again' }} />
      <OwnWords label="Why" value={words} set={setWords} />
      <button disabled={busy}>Decide</button>
    </Form>
  );
}

/** Known facts of the account. They are reads of their own, so the reviewer asks for them. */
function Known({ account, self, occasion }: { account: string; self: Schemas['Self']; occasion: Occasion }) {
  const [overview, setOverview] = useState<Schemas['AccountOverview']>();
  const { busy, failure, run } = useAction();
  const look = () => run(async () => setOverview(await desk.post<Schemas['AccountOverview']>(`/v1/support/accounts/${account}/overview`, occasion)));
  return (
    <>
      {overview ? <Overview shown={overview} self={self} /> : (
        <section class="card">
          <h2>What is known of the account</h2>
          <Failure of={failure} />
          <button type="button" class="plain" disabled={busy} onClick={look}>Show where it stands</button>
        </section>
      )}
      <Timeline account={account} occasion={occasion} />
    </>
  );
}

function said(outcome: string | null | undefined): string {
  return outcome ? knowledge[outcome] ?? outcome : 'The claimant said nothing of it.';
}
