import { useState } from 'preact/hooks';
import { client, type Schemas } from '../../api/client';
import { assertion } from '../../ui/factor';
import { Failure, Field, Form, useAction } from '../../ui/parts';
import { words } from '../../words/words';

type Approval = Schemas['Approval'];

/** The action's own fields, as they were hashed: nothing is added, left out or put in another order. */
export function Action({ approval }: { approval: Approval }) {
  return (
    <>
      <dl class="facts action">
        {approval.fields.map((field) => [<dt key={field.label}>{field.label}</dt>, <dd key={`${field.label}-value`}><strong>{field.value}</strong></dd>])}
      </dl>
      {approval.warnings.map((warning) => <div class="notice warn" key={warning.code}><p>{warning.text}</p></div>)}
    </>
  );
}

interface DecisionProps {
  readonly approval: Approval;
  /** Is given the statement that carries the action out. */
  readonly approved: (given: Schemas['GivenApproval']) => Promise<void>;
  readonly declined: () => Promise<void>;
}

/** The customer's word on one action: second factor and trading passphrase, or no. */
export function Decision({ approval, approved, declined }: DecisionProps) {
  const path = `/v1/approvals/${approval.approvalId}`;
  const [passphrase, setPassphrase] = useState('');
  const [code, setCode] = useState('');
  const [challenge, setChallenge] = useState<Schemas['ApprovalChallenge']>();
  const { busy, failure, run } = useAction();

  const prepare = (method?: string) => run(async () =>
    setChallenge(await client.post<Schemas['ApprovalChallenge']>(`${path}/challenge`, method ? { method } : {})));
  const approve = () => run(async () => {
    const asked = challenge!;
    const factor = asked.method === 'webauthn' ? { credential: await assertion(asked.publicKey) } : { code: code.trim() };
    try {
      await approved(await client.call<Schemas['GivenApproval']>('POST', `${path}/approve`, { method: asked.method, passphrase, ...factor }));
    } finally {
      // A challenge is good for one try.
      setChallenge(undefined);
      setPassphrase('');
      setCode('');
    }
  });
  const decline = (notMe: boolean) => run(async () => {
    await client.post(`${path}/decline`, { notMe });
    await declined();
  });
  return (
    <>
      {challenge ? (
        <Form go={approve} failure={failure}>
          <Field label={words.approve.passphrase} name="passphrase" type="password" value={passphrase} set={setPassphrase} autocomplete="off" inputMode="numeric" code focus />
          {challenge.method === 'webauthn' ? null
            : <Field label={words.factor.code} name="code" value={code} set={setCode} autocomplete="one-time-code" inputMode="numeric" code />}
          <button class="whole" disabled={busy}>{challenge.method === 'webauthn' ? words.approve.withKey : words.approve.go}</button>
          {challenge.methods.filter((each) => each !== challenge.method).map((each) => (
            <button type="button" class="link" key={each} onClick={() => prepare(each)}>
              {words.factor.other}: {(words.factor as unknown as Record<string, string>)[each] ?? each}
            </button>
          ))}
        </Form>
      ) : (
        <div class="stack">
          <Failure of={failure} />
          <button type="button" class="whole" disabled={busy} onClick={() => prepare()}>{words.approve.begin}</button>
          <button type="button" class="whole plain" disabled={busy} onClick={() => decline(false)}>{words.approve.decline}</button>
          <button type="button" class="whole danger" disabled={busy} onClick={() => decline(true)}>{words.approve.notMe}</button>
        </div>
      )}
    </>
  );
}
