/** The longest delay of a timer, in milliseconds. A timer with a longer one fires at once. */
export const longestTimerMs = 2 ** 31 - 1
