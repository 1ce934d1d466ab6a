import { useState } from 'preact/hooks';
import { client } from '../../api/client';
import { Form, Password, Title, useAction } from '../../ui/parts';
import { words } from '../../words/words';

export function ChangePassword() {
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const [done, setDone] = useState(false);
  const { busy, failure, run } = useAction();
  const go = () => run(async () => {
    setDone(false);
    await client.put('/v1/account/password', { currentPassword, newPassword });
    setCurrent('');
    setNew('');
    setDone(true);
  });
  return (
    <section class="card">
      <Title>{words.centre.password}</Title>
      <div role="status">{done ? <div class="notice good"><p>{words.password.done}</p></div> : null}</div>
      <Form go={go} failure={failure}>
        <Password label={words.password.current} name="current" value={currentPassword} set={setCurrent} autocomplete="current-password" />
        <Password label={words.password.next} name="new-password" value={newPassword} set={setNew} autocomplete="new-password" hint={words.register.passwordHint} />
        <button disabled={busy}>{words.password.go}</button>
      </Form>
    </section>
  );
}
