import { useState } from 'preact/hooks';
import { client, Refusal, type Schemas } from '../../api/client';
import { Fetched, useFetched } from '../../ui/fetched';
import { Failure, Field, Form, Password, Title, useAction } from '../../ui/parts';
import { when, words } from '../../words/words';

type Overview = Schemas['Overview'];

/** One factor as the list shows it. */
interface Row {
  readonly path: string;
  readonly kind: string;
  readonly name: string;
  readonly settledAt: string;
}

/** Keys, apps, code addresses and recovery codes: enrol, remove, keep. */
export function Factors() {
  const overview = useFetched<Overview>('/v1/mfa');
  const [codes, setCodes] = useState<readonly string[]>([]);
  const enrolled = async (recoveryCodes: readonly string[]) => {
    setCodes(recoveryCodes);
    await overview.again();
  };
  if (codes.length > 0) return <RecoveryCodes codes={codes} done={() => setCodes([])} />;
  return (
    <>
      <Title>{words.centre.factors}</Title>
      <Fetched of={overview}>{(mfa) => (
        <>
          <section class="card">
            <h2>{words.centre.factors}</h2>
            {rows(mfa).length === 0 ? <p class="soft">{words.centre.none}</p> : null}
            <ul class="list">{rows(mfa).map((row) => <Enrolled key={row.path} row={row} changed={overview.again} />)}</ul>
            <Waiting removals={mfa.pendingRemovals} changed={overview.again} />
          </section>
          <Enrol first={rows(mfa).length === 0} enrolled={enrolled} />
          {mfa.recoveryCodes ? <CodesLeft left={mfa.recoveryCodes.left} issued={setCodes} /> : null}
        </>
      )}</Fetched>
    </>
  );
}

function rows(mfa: Overview): readonly Row[] {
  return [
    ...mfa.webauthn.map((key) => ({ path: `/v1/mfa/webauthn/${key.id}`, kind: words.factor.webauthn, name: key.name, settledAt: key.settledAt })),
    ...mfa.totp.map((app) => ({ path: `/v1/mfa/totp/${app.id}`, kind: words.factor.totp, name: app.name, settledAt: app.settledAt })),
    ...(mfa.sms ? [{ path: '/v1/mfa/sms', kind: words.factor.sms, name: mfa.sms.address, settledAt: mfa.sms.settledAt }] : []),
    ...(mfa.email ? [{ path: '/v1/mfa/email', kind: words.factor.email, name: mfa.email.address, settledAt: mfa.email.settledAt }] : []),
  ];
}

function Enrolled({ row, changed }: { row: Row; changed: () => Promise<void> }) {
  const [waits, setWaits] = useState(false);
  const { busy, failure, run } = useAction();
  const remove = () => run(async () => {
    try {
      await client.delete(waits ? `${row.path}?wait=true` : row.path);
      await changed();
    } catch (refused) {
      if (refused instanceof Refusal && refused.slug === 'factor-not-settled' && !waits) setWaits(true);
      throw refused;
    }
  });
  const fresh = Date.parse(row.settledAt) > Date.now();
  return (
    <li>
      <div class="row between">
        <div><h3>{row.name}</h3><p class="soft">{row.kind}</p></div>
        <button type="button" class="danger" disabled={busy} onClick={remove} aria-label={`${words.factors.remove}: ${row.name}`}>{words.factors.remove}</button>
      </div>
      {fresh ? <p class="soft">{words.factors.fresh(when(row.settledAt))}</p> : null}
      {waits ? <p>{words.factors.removeWait}</p> : null}
      <Failure of={failure} />
    </li>
  );
}

function Waiting({ removals, changed }: { removals: Overview['pendingRemovals']; changed: () => Promise<void> }) {
  const { busy, failure, run } = useAction();
  const keep = (id: string) => run(async () => {
    await client.delete(`/v1/mfa/removals/${id}`);
    await changed();
  });
  return (
    <>
      <Failure of={failure} />
      {removals.map((removal) => (
        <div class="notice warn" key={removal.id}>
          <p><strong>{removal.name}</strong>: {words.factors.waiting(when(removal.takesEffectAt))}</p>
          <button type="button" class="plain" disabled={busy} onClick={() => keep(removal.id)}>{words.factors.keep}</button>
        </div>
      ))}
    </>
  );
}

/** Enrols a key or an app. The account's first factor wants the password, typed for it. */
function Enrol({ first, enrolled }: { first: boolean; enrolled: (codes: readonly string[]) => Promise<void> }) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [pending, setPending] = useState<Schemas['PendingEnrolment']>();
  const [code, setCode] = useState('');
  const { busy, failure, run } = useAction();

  const proof = async (): Promise<{ passwordProof?: string }> =>
    first ? { passwordProof: (await client.post<Schemas['PasswordProved']>('/v1/account/password/proof', { password })).passwordProof } : {};
  const label = (): { name?: string } => name.trim() === '' ? {} : { name: name.trim() };

  const addKey = () => run(async () => {
    const begun = await client.post<Schemas['BegunRegistration']>('/v1/mfa/webauthn/options', { residentKey: 'required', ...await proof() });
    const options = PublicKeyCredential.parseCreationOptionsFromJSON(begun.publicKey as unknown as PublicKeyCredentialCreationOptionsJSON);
    const account = await client.get<Schemas['AccountView']>('/v1/account');
    options.user.name = options.user.displayName = account.identifiers[0]?.value ?? account.accountId;
    const credential = await navigator.credentials.create({ publicKey: options }) as PublicKeyCredential;
    const made = await client.post<Schemas['RegisteredCredential']>('/v1/mfa/webauthn',
      { registrationId: begun.registrationId, credential: credential.toJSON(), ...label() });
    setPassword('');
    await enrolled(made.recoveryCodes);
  });
  const addApp = () => run(async () => {
    setPending(await client.post<Schemas['PendingEnrolment']>('/v1/mfa/totp', { ...label(), ...await proof() }));
    setPassword('');
  });
  const confirm = () => run(async () => {
    const made = await client.post<Schemas['ConfirmedAuthenticator']>('/v1/mfa/totp/confirm', { id: pending!.id, code: code.trim() });
    setPending(undefined);
    setCode('');
    await enrolled(made.recoveryCodes);
  });

  return (
    <section class="card">
      <h2>{words.factors.add}</h2>
      {pending ? (
        <Form key="confirm" go={confirm} failure={failure}>
          <p>{words.factors.scan}</p>
          <p><img class="qr" src={pending.qrCode} alt={words.factors.scan} /></p>
          <p class="soft">{words.factors.secret}: <code>{pending.secret}</code></p>
          <Field label={words.factor.code} name="code" value={code} set={setCode} autocomplete="one-time-code" inputMode="numeric" code focus />
          <button disabled={busy}>{words.factors.confirm}</button>
        </Form>
      ) : (
        <Form key="add" go={addKey} failure={failure}>
          {first ? <Password label={words.signIn.password} name="password" value={password} set={setPassword} autocomplete="current-password" hint={words.factors.passwordFirst} /> : null}
          <Optional label={words.factors.name} value={name} set={setName} />
          <div class="row">
            <button disabled={busy}>{words.factors.addKey}</button>
            <button type="button" class="plain" disabled={busy} onClick={addApp}>{words.factors.addApp}</button>
          </div>
        </Form>
      )}
    </section>
  );
}

function Optional({ label, value, set }: { label: string; value: string; set: (value: string) => void }) {
  return (
    <div class="field">
      <label for="factor-name">{label}</label>
      <input id="factor-name" maxLength={64} autocomplete="off" value={value} onInput={(event) => set(event.currentTarget.value)} />
    </div>
  );
}

function CodesLeft({ left, issued }: { left: number; issued: (codes: readonly string[]) => void }) {
  const { busy, failure, run } = useAction();
  const renew = () => run(async () => issued((await client.post<Schemas['IssuedCodes']>('/v1/mfa/recovery-codes')).codes));
  return (
    <section class="card">
      <h2>{words.factors.codes}</h2>
      <p>{words.factors.codesLeft(left)}</p>
      <Failure of={failure} />
      <button type="button" class="plain" disabled={busy} onClick={renew}>{words.factors.renewCodes}</button>
    </section>
  );
}

/** Shown once: the codes can't be fetched again. */
function RecoveryCodes({ codes, done }: { codes: readonly string[]; done: () => void }) {
  return (
    <section class="card">
      <Title>{words.factors.codes}</Title>
      <p>{words.factors.codesShown}</p>
      <ul class="codes">{codes.map((code) => <li key={code}>{code}</li>)}</ul>
      <div class="row noprint">
        <button type="button" class="plain" onClick={() => print()}>{words.factors.print}</button>
        <button type="button" onClick={done}>{words.factors.saved}</button>
      </div>
    </section>
  );
}
