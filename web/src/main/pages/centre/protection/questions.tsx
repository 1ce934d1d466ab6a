import { useState } from 'preact/hooks';
import { client, type Schemas } from '../../api/client';
import { Answers, asked, type Answered } from '../../ui/answers';
import { useFetched } from '../../ui/fetched';
import { Failure, Sure, useAction } from '../../ui/parts';
import { useQuestionWords } from '../../words/questions/words';
import { when, words } from '../../words/words';

const PATH = '/v1/recovery/security-questions';

/** Three questions that the staff see answered in a recovery case. Not shown where the installation has none. */
export function Questions() {
  const { value: status, failure: unread, again } = useFetched<Schemas['SecurityQuestions']>(PATH);
  const [chooses, setChooses] = useState(false);
  const { busy, failure, run } = useAction();
  const about = useQuestionWords();
  const set = async (answers: Answered) => {
    await client.put(PATH, { answers });
    setChooses(false);
    await again();
  };
  const remove = () => run(async () => {
    await client.delete(PATH);
    await again();
  });
  if (about === undefined || unread === undefined && (status === undefined || status.offered.length + status.questions.length === 0)) return null;
  return (
    <section class="card">
      <h2>{about.title}</h2>
      <Failure of={unread ?? failure} />
      {status ? (
        <>
          <p class="soft">{status.offered.length > 0 ? about.why : about.off}</p>
          <p role="status">{status.setAt ? words.protection.changed(when(status.setAt)) : words.protection.notSet}</p>
          {status.questions.length > 0 ? <ul>{status.questions.map((each) => <li key={each}>{asked(each, status.offered, about)}</li>)}</ul> : null}
          <div class="row">
            {status.offered.length > 0
              ? <button type="button" class="plain" aria-expanded={chooses} onClick={() => setChooses(!chooses)}>
                  {status.questions.length > 0 ? about.change : about.choose}</button> : null}
            {status.questions.length > 0
              ? <Sure label={words.factors.remove} name={about.title} ask={about.sure} busy={busy} go={remove} /> : null}
          </div>
          {chooses ? <Answers words={about} offered={status.offered} go={about.go} send={set} /> : null}
        </>
      ) : null}
    </section>
  );
}
