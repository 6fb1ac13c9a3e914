/** Names of the two IPC channels. Kept apart from everything else so that the preload stays a few hundred bytes. */
export const callChannel = 'call'
export const factChannel = 'fact'
