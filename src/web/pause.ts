// A moment to wait. The library's own would bring four kilobytes to every page.
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
