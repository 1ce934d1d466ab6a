import { useState } from 'preact/hooks';
import { client, type Schemas } from '../../api/client';
import { Fetched, useFetched } from '../../ui/fetched';
import { Failure, Field, Form, Sure, Title, useAction } from '../../ui/parts';
import { Questions } from './questions';
import { when, words } from '../../words/words';

/** What guards money and mail beyond the sign-in: passphrase, phrase, and the customer's own locks. */
export function Protection() {
  return (
    <>
      <Title>{words.protection.title}</Title>
      <Passphrase />
      <Phrase />
      <WithdrawalLock />
      <SettingsLock />
      <Questions />
      <Compromised />
    </>
  );
}

function Passphrase() {
  const state = useFetched<Schemas['TradingPassphraseState']>('/v1/trading-passphrase');
  const [passphrase, setPassphrase] = useState('');
  const { busy, failure, run } = useAction();
  const go = () => run(async () => {
    await client.put('/v1/trading-passphrase', { passphrase });
    setPassphrase('');
    await state.again();
  });
  return (
    <section class="card">
      <h2>{words.protection.passphrase}</h2>
      <p class="soft">{words.protection.passphraseWhy}</p>
      <Fetched of={state}>{(shown) => (
        <p role="status">{shown.changedAt ? words.protection.changed(when(shown.changedAt)) : words.protection.notSet}</p>
      )}</Fetched>
      <Form go={go} failure={failure}>
        <Field label={words.protection.sixDigits} name="passphrase" type="password" value={passphrase} set={setPassphrase} autocomplete="off" inputMode="numeric" code />
        <button disabled={busy}>{words.protection.set}</button>
      </Form>
    </section>
  );
}

function Phrase() {
  const status = useFetched<Schemas['AntiPhishingCodeStatus']>('/v1/anti-phishing-code');
  const [code, setCode] = useState('');
  const { busy, failure, run } = useAction();
  const go = () => run(async () => {
    await client.put('/v1/anti-phishing-code', { code });
    setCode('');
    await status.again();
  });
  return (
    <section class="card">
      <h2>{words.protection.phrase}</h2>
      <p class="soft">{words.protection.phraseWhy}</p>
      <Fetched of={status}>{(shown) => (
        <p role="status">{shown.updatedAt ? words.protection.changed(when(shown.updatedAt)) : words.protection.notSet}</p>
      )}</Fetched>
      <Form go={go} failure={failure}>
        <Field label={words.protection.phraseLabel} name="phrase" value={code} set={setCode} autocomplete="off" />
        <button disabled={busy}>{words.protection.set}</button>
      </Form>
    </section>
  );
}

function Days({ most, label, value, set }: { most: number; label: string; value: number; set: (days: number) => void }) {
  const choices = Array.from({ length: most }, (_, index) => index + 1);
  return (
    <div class="field">
      <label for={`days-${most}`}>{label}</label>
      <select id={`days-${most}`} value={value} onChange={(event) => set(Number(event.currentTarget.value))}>
        {choices.map((days) => <option key={days} value={days}>{words.protection.days(days)}</option>)}
      </select>
    </div>
  );
}

function WithdrawalLock() {
  const lock = useFetched<Schemas['WithdrawalLock']>('/v1/withdrawal-lock');
  const [days, setDays] = useState(1);
  const { busy, failure, run } = useAction();
  const change = (call: () => Promise<unknown>) => run(async () => {
    await call();
    await lock.again();
  });
  const set = (kind: string) => change(() => client.put('/v1/withdrawal-lock', { days, kind }));
  return (
    <section class="card">
      <h2>{words.protection.withdrawalLock}</h2>
      <p class="soft">{words.protection.withdrawalLockWhy}</p>
      <Failure of={failure} />
      <Fetched of={lock}>{(shown) => (
        <>
          {shown.opensAt ? <div class="notice"><p>{words.protection.lockedUntil(when(shown.opensAt))}</p></div> : null}
          <Days most={7} label={words.protection.howLong} value={days} set={setDays} />
          <div class="row">
            <button type="button" disabled={busy} onClick={() => set('soft')}>{words.protection.soft}</button>
            <button type="button" class="plain" disabled={busy} onClick={() => set('strict')}>{words.protection.strict}</button>
            {shown.kind === 'soft'
              ? <button type="button" class="danger" disabled={busy} onClick={() => change(() => client.delete('/v1/withdrawal-lock'))}>{words.protection.lift}</button>
              : null}
          </div>
        </>
      )}</Fetched>
    </section>
  );
}

function SettingsLock() {
  const lock = useFetched<Schemas['SettingsLock']>('/v1/settings-lock');
  const [days, setDays] = useState(7);
  const { busy, failure, run } = useAction();
  const change = (call: () => Promise<unknown>) => run(async () => {
    await call();
    // Setting the lock voids the access token.
    await client.resume();
    await lock.again();
  });
  return (
    <section class="card">
      <h2>{words.protection.settingsLock}</h2>
      <p class="soft">{words.protection.settingsLockWhy}</p>
      <Failure of={failure} />
      <Fetched of={lock}>{(shown) => shown.state === 'open' ? (
        <>
          <Days most={30} label={words.protection.opensAfter} value={days} set={setDays} />
          <button type="button" disabled={busy} onClick={() => change(() => client.put('/v1/settings-lock', { days }))}>{words.protection.lock}</button>
        </>
      ) : shown.opensAt ? (
        <>
          <div class="notice"><p>{words.protection.opensAt(when(shown.opensAt))}</p></div>
          <button type="button" disabled={busy} onClick={() => change(() => client.delete('/v1/settings-lock/unlock'))}>{words.protection.keepLocked}</button>
        </>
      ) : (
        <button type="button" class="plain" disabled={busy} onClick={() => change(() => client.post('/v1/settings-lock/unlock'))}>{words.protection.unlock}</button>
      )}</Fetched>
    </section>
  );
}

/** Ends everything at once. Nobody is asked for a proof: it takes access away and gives none. */
function Compromised() {
  const [frozen, setFrozen] = useState(false);
  const { busy, failure, run } = useAction();
  const freeze = () => run(async () => {
    await client.call('POST', '/v1/recovery/compromised');
    setFrozen(true);
  });
  return (
    <section class="card">
      <h2>{words.compromised.title}</h2>
      <p class="soft">{words.compromised.why}</p>
      <Failure of={failure} />
      <div role="status">{frozen ? <div class="notice good"><p>{words.recovery.freeze.done} <a href="/lost-password">{words.lost.title}</a></p></div> : null}</div>
      {frozen ? null : <Sure label={words.compromised.go} ask={words.compromised.sure} busy={busy} go={freeze} />}
    </section>
  );
}
