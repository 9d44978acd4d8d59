import type { Progress } from '../core/status/progress';

export const PROGRESS_WORDS: Record<Progress, string> = {
  'not-begun': 'Not begun',
  'going-on': 'In progress',
  'with-a-person': 'Waiting for a person',
  answered: 'Answered',
  partly: 'Partly answered',
  ended: 'Ended',
};

/** Each is true of every end that it stands for, whether or not anybody was found anywhere. */
export const PROGRESS_SENTENCES: Record<Progress, string> = {
  'not-begun': 'No deletion was begun because of this request so far. What becomes of it will stand here.',
  'going-on': 'This request is being worked on. It is not finished in every system yet.',
  'with-a-person': 'Somebody on our side has to look at this request before it can go on.',
  answered:
    'Every system that takes part has answered: the data was deleted there, the deletion was taken on, there was no data, or the law lets us keep it. Which of these is not shown here; to find out, comment on this request.',
  partly:
    'A part of this request is not finished, and somebody on our side has to look at what is left. What was finished stays so.',
  ended: 'Work on this request has ended, and not all of it was carried out. To find out why, comment on this request.',
};
