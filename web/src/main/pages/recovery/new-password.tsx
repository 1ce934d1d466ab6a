import { useEffect, useState } from 'preact/hooks';
import { client, Refusal, type Schemas } from '../api/client';
import { Failure, Form, Password, Title, useAction } from '../ui/parts';
import { words } from '../words/words';
import { WayBack } from './way-back';

/** What a link to a new password leads to: a password, or the way back where the account is frozen. */
export function NewPassword({ token }: { token: string | undefined }) {
  const [link, setLink] = useState<Schemas['LiveLink'] | 'refused'>();
  const { failure, run } = useAction();
  const inspect = () => run(async () => {
    try {
      setLink(await client.post<Schemas['LiveLink']>('/v1/recovery/password/inspect', { token }));
    } catch (refused) {
      if (!(refused instanceof Refusal) || ![400, 403].includes(refused.status)) throw refused;
      setLink('refused');
    }
  });
  useEffect(() => { if (token !== undefined) void inspect(); }, []);
  if (token !== undefined && link !== undefined && link !== 'refused') {
    return link.frozen ? <WayBack token={token} />
      : <Set token={token} refused={() => setLink('refused')} frozen={() => setLink({ ...link, frozen: true })} />;
  }
  return (
    <div class="card">
      <Title>{words.newPassword.title}</Title>
      <Failure of={failure} />
      {failure !== undefined ? <button type="button" onClick={inspect}>{words.apiKeys.again}</button> : null}
      <div role="status">
        {token === undefined ? <p>{words.lost.why}</p> : null}
        {link === 'refused' ? <div class="notice bad"><p>{words.recovery.linkRefused}</p></div> : null}
        {token !== undefined && link === undefined && failure === undefined ? <p>{words.centre.loading}</p> : null}
      </div>
      {token === undefined || link === 'refused' ? <p><a href="/lost-password">{link === 'refused' ? words.newPassword.another : words.lost.go}</a></p> : null}
    </div>
  );
}

/** Sets the password. A refused one does not use the link up. */
function Set({ token, refused, frozen }: { token: string; refused: () => void; frozen: () => void }) {
  const [password, setPassword] = useState('');
  const [done, setDone] = useState(false);
  const { busy, failure, run } = useAction();
  const go = () => run(async () => {
    try {
      await client.put('/v1/recovery/password', { token, password });
      setPassword('');
      setDone(true);
    } catch (failed) {
      if (!(failed instanceof Refusal)) throw failed;
      if (failed.slug === 'link-refused') return refused();
      // Since the page was opened.
      if (failed.slug === 'account-frozen') return frozen();
      throw failed;
    }
  });
  return (
    <div class="card">
      <Title>{words.newPassword.title}</Title>
      <div role="status">{done ? <div class="notice good"><p>{words.newPassword.done}</p></div> : null}</div>
      {done ? <p><a href="/sign-in">{words.signIn.go}</a></p> : (
        <Form go={go} failure={failure}>
          <p>{words.newPassword.why}</p>
          <Password label={words.password.next} name="new-password" value={password} set={setPassword} autocomplete="new-password" hint={words.register.passwordHint} focus />
          <button class="whole" disabled={busy}>{words.newPassword.go}</button>
        </Form>
      )}
      <p class="hint">{words.recovery.neverAsk}</p>
    </div>
  );
}
