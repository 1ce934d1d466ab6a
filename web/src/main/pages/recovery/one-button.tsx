import { useState } from 'preact/hooks';
import { client, Refusal } from '../api/client';
import { Failure, Title, useAction } from '../ui/parts';
import { words } from '../words/words';

interface OneButtonProps {
  readonly token: string | undefined;
  readonly path: string;
  readonly says: { readonly title: string; readonly why: string; readonly go: string; readonly done: string };
  readonly next: string;
  readonly danger?: boolean;
}

/** Does what a link is for when its button is pressed. Opening the link does nothing: mail scanners open links, too. */
export function OneButton({ token, path, says, next, danger }: OneButtonProps) {
  const [over, setOver] = useState<'done' | 'refused'>();
  const { busy, failure, run } = useAction();
  const go = () => run(async () => {
    try {
      await client.post(path, { token });
      setOver('done');
    } catch (refused) {
      if (!(refused instanceof Refusal) || ![400, 403, 409].includes(refused.status)) throw refused;
      setOver('refused');
    }
  });
  return (
    <div class="card">
      <Title>{says.title}</Title>
      <div role="status">
        {token === undefined ? <div class="notice"><p>{words.recovery.noToken}</p></div> : null}
        {over === 'done' ? <div class="notice good"><p>{says.done}</p></div> : null}
        {over === 'refused' ? <div class="notice bad"><p>{words.recovery.linkRefused}</p></div> : null}
      </div>
      {over === 'done' ? <p><a href={next}>{words.factor.go}</a></p> : null}
      {over === undefined && token !== undefined ? (
        <>
          <p>{says.why}</p>
          <Failure of={failure} />
          <button type="button" class={danger ? 'whole danger' : 'whole'} disabled={busy} onClick={go}>{says.go}</button>
          <p class="hint">{words.recovery.ifNot}</p>
        </>
      ) : null}
    </div>
  );
}
