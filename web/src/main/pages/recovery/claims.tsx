export { ClaimantAnswers } from './claimant-answers';
export { ClaimantKnowledge } from './claimant-knowledge';
export { Evidence } from './evidence';
