export { ClaimantAnswers } from './claimant-answers';
export { ClaimantFactor } from './claimant-factor';
export { ClaimantKnowledge } from './claimant-knowledge';
export { Evidence } from './evidence';
