import { useState } from 'preact/hooks';
import { Failure, Form, Sure, Title, useAction } from '../pages/ui/parts';
import { when } from '../pages/words/words';
import { desk, useRead, type Occasion, type Schemas } from './calls';
import { Chosen, OwnWords, Read } from './parts';
import { Timeline } from './timeline';
import { lossOf, losses, reasons, spelt, states } from './words';

interface AccountProps {
  readonly self: Schemas['Self'];
  readonly account: Schemas['FoundAccount'];
  /** As the customer told it; a case is opened by it. */
  readonly identifier: string;
  readonly occasion: Occasion;
  readonly back: () => void;
}

/** An account that was found: whose it may be, where it stands, what happened, and what one person may do. */
export function Account({ self, account, identifier, occasion, back }: AccountProps) {
  const overview = useRead<Schemas['AccountOverview']>(`/v1/support/accounts/${account.accountId}/overview`, occasion);
  const may = (operation: string) => self.operations.includes(operation);
  return (
    <>
      <section class="card">
        <Title>Account</Title>
        <dl class="facts">
          <dt>Account</dt><dd>{account.accountId}</dd>
          <dt>Made on</dt><dd>{when(account.createdAt)}</dd>
          <dt>Your reason</dt><dd>{reasons[occasion.reason]}{occasion.ticket ? ` (${occasion.ticket})` : ''}</dd>
        </dl>
        <h2>Addresses and numbers, masked</h2>
        <ul class="list">{account.identifiers.map((each) => (
          <li key={each.masked}>
            {each.masked} {each.primary ? <span class="tag good">Main</span> : null}
            <p class="soft">{spelt(each.type)}, confirmed on {when(each.verifiedAt)}</p>
          </li>
        ))}</ul>
        <button type="button" class="plain" onClick={back}>Find another account</button>
      </section>
      <Read of={overview}>{(shown) => (
        <>
          <Overview shown={shown} self={self} />
          <section class="card stack">
            <h2>What you can do</h2>
            {may('lock-account') && !shown.standing.lock
              ? <Act label="Lock the account" ask="Nobody can sign in then. Two persons unlock it." path={`/v1/support/accounts/${account.accountId}/lock`} occasion={occasion} done={overview.again} /> : null}
            {may('end-sessions')
              ? <Act label="End every session" ask="The customer is told, and can sign in again." path={`/v1/support/accounts/${account.accountId}/end-sessions`} occasion={occasion} done={overview.again} /> : null}
            {may('propose-unlock') && shown.standing.lock
              ? <ProposeUnlock account={account.accountId} occasion={occasion} done={overview.again} /> : null}
            {may('open-case') ? <OpenCase identifier={identifier} occasion={occasion} done={overview.again} /> : null}
          </section>
        </>
      )}</Read>
      {may('read-timeline') ? <Timeline account={account.accountId} occasion={occasion} /> : null}
    </>
  );
}

/** What is known of an account, for the one who found it and for reviewers of its cases. */
export function Overview({ shown, self }: { shown: Schemas['AccountOverview']; self: Schemas['Self'] }) {
  const { standing, holds, cases, calls } = shown;
  return (
    <section class="card">
      <h2>Where the account stands</h2>
      <dl class="facts">
        <dt>Standing</dt><dd>{spelt(standing.status)}</dd>
        {standing.frozen ? <><dt>Frozen</dt><dd>By its owner. Only the owner’s way back ends that.</dd></> : null}
        {standing.lock ? <><dt>Locked</dt><dd>By the staff since {when(standing.lock.since)}: {spelt(standing.lock.reason)}</dd></> : null}
        {standing.closed ? <><dt>Closed</dt><dd>For good</dd></> : null}
        {standing.closesAt ? <><dt>Closes</dt><dd>{when(standing.closesAt)}</dd></> : null}
      </dl>
      <h3>Holds</h3>
      {holds.length === 0 ? <p class="soft">None.</p> : null}
      <ul>{holds.map((hold) => <li key={hold.reason + hold.since}>{spelt(hold.reason)}: {hold.scope.map(spelt).join(', ')}, until {when(hold.until)}</li>)}</ul>
      <h3>Recovery cases that are not over</h3>
      {cases.length === 0 ? <p class="soft">None.</p> : null}
      <ul>{cases.map((each) => <li key={each.caseId}>{lossOf(each.loss)}: {states[each.state] ?? each.state}. Opened on {when(each.openedAt)}.</li>)}</ul>
      <h3>What the staff asked for</h3>
      <ul>{calls.map((call) => (
        <li key={call.at + call.operation}>
          {when(call.at)}: {spelt(call.operation)} by {call.person === self.person ? 'you' : call.person} ({spelt(call.reason)}{call.ticket ? `, ${call.ticket}` : ''})
        </li>
      ))}</ul>
    </section>
  );
}

/** What one person may do at once, because it gives nobody access. */
function Act({ label, ask, path, occasion, done }: { label: string; ask: string; path: string; occasion: Occasion; done: () => Promise<void> }) {
  const [over, setOver] = useState(false);
  const { busy, failure, run } = useAction();
  const go = () => run(async () => {
    await desk.post(path, occasion);
    setOver(true);
    await done();
  });
  return (
    <div>
      <Failure of={failure} />
      <Sure label={label} ask={ask} busy={busy} go={go} />
      <p role="status">{over ? 'Done.' : ''}</p>
    </div>
  );
}

function ProposeUnlock({ account, occasion, done }: { account: string; occasion: Occasion; done: () => Promise<void> }) {
  const [words, setWords] = useState('');
  const [proposed, setProposed] = useState<Schemas['UnlockProposal']>();
  const { busy, failure, run } = useAction();
  const go = () => run(async () => {
    setProposed(await desk.post<Schemas['UnlockProposal']>('/v1/support/unlocks', { accountId: account, words, ...occasion }));
    await done();
  });
  return (
    <fieldset>
      <legend>Propose to unlock</legend>
      <p class="soft">Nothing happens until another person confirms it.</p>
      <Form go={go} failure={failure}>
        <OwnWords label="How the customer showed who they are" value={words} set={setWords} />
        <button disabled={busy}>Propose</button>
      </Form>
      <p role="status">{proposed ? `Proposed. Another person can decide until ${when(proposed.endsAt)}.` : ''}</p>
    </fieldset>
  );
}

function OpenCase({ identifier, occasion, done }: { identifier: string; occasion: Occasion; done: () => Promise<void> }) {
  const [loss, setLoss] = useState('');
  const [opened, setOpened] = useState<Schemas['OpenedForCustomer']>();
  const { busy, failure, run } = useAction();
  const go = () => run(async () => {
    setOpened(await desk.post<Schemas['OpenedForCustomer']>('/v1/support/cases', { identifier, loss, ...occasion }));
    await done();
  });
  return (
    <fieldset>
      <legend>Start a recovery case</legend>
      <p class="soft">Every address of the account is told. You can’t decide on a case that you opened.</p>
      {opened ? (
        <div role="status">
          <p>Tell the customer this key. It is shown this once, and it is their only way to the case. They hand the case over before {when(opened.evidenceUntil)}.</p>
          <pre class="secret" tabIndex={0} aria-label="Key of the case">{opened.claimToken}</pre>
        </div>
      ) : (
        <Form go={go} failure={failure}>
          <Chosen label="What the customer has lost" value={loss} set={setLoss} of={losses} />
          <button disabled={busy}>Start the case</button>
        </Form>
      )}
    </fieldset>
  );
}
