import { useState } from 'preact/hooks';
import { client, type Schemas } from '../api/client';
import { humanly } from '../human/proof';
import { Choice, Failure, Field, Form, Sure, Title, useAction } from '../ui/parts';
import { when, words } from '../words/words';
import { NewPassword } from './new-password';

/** States in which the claimant may add files and answers. */
const TAKES_EVIDENCE = ['opened', 'evidence', 'review', 'cooling-off'];

/** What a claimant adds. Few visitors of these pages have a case, so it comes with the first look at one. */
type Claims = typeof import('./claims');

/** Opens a recovery case, and shows where one stands. Its token is typed and lives in this page alone. */
export function Cases() {
  const [opened, setOpened] = useState<Schemas['OpenedCase']>();
  const [link, setLink] = useState<string>();
  if (link !== undefined) return <NewPassword token={link} />;
  return (
    <>
      {opened ? <Opened opened={opened} /> : <Open opened={setOpened} />}
      <Look begin={opened?.token} claimed={setLink} />
    </>
  );
}

function Open({ opened }: { opened: (opened: Schemas['OpenedCase']) => void }) {
  const [identifier, setIdentifier] = useState('');
  const [reason, setReason] = useState('second-factor');
  const { busy, failure, run } = useAction();
  const go = () => run(async () => opened(await humanly((proof) =>
    client.post<Schemas['OpenedCase']>('/v1/recovery/cases', { identifier: identifier.trim(), reason, ...proof }))));
  return (
    <div class="card">
      <Title>{words.cases.title}</Title>
      <p>{words.cases.why}</p>
      <p><a href="/lost-password">{words.cases.password}</a></p>
      <Form go={go} failure={failure}>
        <Field label={words.signIn.identifier} name="identifier" value={identifier} set={setIdentifier} autocomplete="username" inputMode="email" most={320} />
        <Choice label={words.cases.reason} value={reason} set={setReason} of={Object.entries(words.cases.reasons)} />
        <button class="whole" disabled={busy}>{words.cases.open}</button>
      </Form>
    </div>
  );
}

function Opened({ opened }: { opened: Schemas['OpenedCase'] }) {
  return (
    <div class="card">
      <Title>{words.cases.opened}</Title>
      <div class="notice warn"><p>{words.cases.keep}</p></div>
      <pre class="secret" tabIndex={0} aria-label={words.cases.key}>{opened.token}</pre>
      <p>{words.cases.until(when(opened.evidenceUntil))}</p>
    </div>
  );
}

function Look({ begin, claimed }: { begin: string | undefined; claimed: (link: string) => void }) {
  const [typed, setTyped] = useState('');
  const [shown, setShown] = useState<Schemas['RecoveryCase']>();
  const [claims, setClaims] = useState<Claims>();
  const { busy, failure, run } = useAction();
  const token = begin ?? typed.trim();
  const look = async () => {
    const found = await client.post<Schemas['RecoveryCase']>('/v1/recovery/cases/inspect', { token });
    setClaims(await import('./claims'));
    setShown(found);
  };
  const go = (call?: () => Promise<unknown>) => run(async () => {
    await call?.();
    await look();
  });
  const claim = () => run(async () => claimed((await client.post<Schemas['ClaimedRecoveryLink']>('/v1/recovery/cases/link', { token })).token));
  return (
    <section class="card">
      <h2>{begin === undefined ? words.cases.have : words.cases.look}</h2>
      {begin === undefined ? (
        <Form go={() => go()} failure={failure}>
          <Field label={words.cases.key} name="case" value={typed} set={setTyped} autocomplete="off" most={200} />
          <button class="whole plain" disabled={busy}>{words.cases.look}</button>
        </Form>
      ) : <><Failure of={failure} /><button type="button" class="whole plain" disabled={busy} onClick={() => go()}>{words.cases.look}</button></>}
      {shown ? (
        <div class="stack">
          <div role="status">
            <p><strong>{words.cases.states[shown.state] ?? shown.state}</strong></p>
            <p class="soft">{words.cases.openedAt(when(shown.openedAt))} {shown.waitEndsAt ? words.cases.waits(when(shown.waitEndsAt)) : ''}</p>
          </div>
          {claims && TAKES_EVIDENCE.includes(shown.state) ? (
            <>
              <claims.Evidence token={token} added={look} />
              {shown.questionsOffered.length > 0 ? <claims.ClaimantAnswers token={token} offered={shown.questionsOffered} added={look} /> : null}
              {shown.knowledgeOffered ? <claims.ClaimantKnowledge token={token} offered={shown.knowledgeOffered} added={look} /> : null}
              <claims.ClaimantFactor token={token} added={look} />
            </>
          ) : null}
          {['opened', 'evidence'].includes(shown.state)
            ? <button type="button" class="whole" disabled={busy} onClick={() => go(() => client.post('/v1/recovery/cases/submit', { token }))}>{words.cases.submit}</button> : null}
          {['opened', 'evidence', 'review', 'approved', 'cooling-off'].includes(shown.state)
            ? <Sure label={words.cases.cancel} ask={words.cases.sure} busy={busy} go={() => go(() => client.post('/v1/recovery/cases/cancel', { token }))} /> : null}
          {shown.state === 'completed'
            ? <button type="button" class="whole" disabled={busy} onClick={claim}>{words.cases.link}</button> : null}
        </div>
      ) : null}
    </section>
  );
}
