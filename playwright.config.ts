import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'out/e2e',
  // Two small cores are the slowest machine we test on; two windows side by side still answer there.
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Real windows on a shared machine: now and then a window draws no frame for half a minute, and a click waits for one.
  // A further try is named as flaky in the report; three times is a fault.
  retries: process.env.CI ? 2 : 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: 'out/e2e-report.json' }]],
})
