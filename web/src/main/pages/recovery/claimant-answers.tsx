import { useState } from 'preact/hooks';
import { client, type Schemas } from '../api/client';
import { Answers, type Answered } from '../ui/answers';
import { useQuestionWords } from '../words/questions/words';

interface ClaimantAnswersProps {
  readonly token: string;
  readonly offered: readonly Schemas['OfferedQuestion'][];
  readonly added: () => Promise<void>;
}

/** Lets the claimant answer the customer's security questions. Neither this page nor the API says whether an answer is right. */
export function ClaimantAnswers({ token, offered, added }: ClaimantAnswersProps) {
  const [noted, setNoted] = useState(false);
  const words = useQuestionWords();
  const send = async (answers: Answered) => {
    setNoted(false);
    await client.post('/v1/recovery/case-answers', { token, answers });
    setNoted(true);
    await added();
  };
  if (words === undefined) return null;
  return (
    <fieldset>
      <legend>{words.claim}</legend>
      <p class="soft">{words.claimWhy}</p>
      <Answers words={words} offered={offered} go={words.send} send={send} />
      <p role="status">{noted ? words.noted : ''}</p>
    </fieldset>
  );
}
