/** A small folder without a problem or a warning, by path; the tests change it. */
export const goodFolder: Readonly<Record<string, string>> = {
  'briefing.yaml': `format: 1
briefing: 01986b1e-0000-7000-8000-000000000001
slug: small
lead: zh-TW
languages: [zh-TW, en]
title: {zh-TW: 小簡報, en: A small briefing}
summary:
  zh-TW: >-
    核心結論第一行，
    第二行有 AI
    與中文。
  en: >-
    The bottom line
    in two lines.
publisher: {zh-TW: 研析處, en: Research desk}
issued: 2026-07-10
tlp: GREEN
secrecy: none
tags: [AI governance, 治理]
collection: {zh-TW: 文集, en: Collection}
key_judgement: n01
main_source: s01
scales: {severity: un-1-7, likelihood: icd203}
align: {p2: [p2a, p2b]}
`,
  'text.zh-TW.md': `{#h1}
## 一、*起點*

{#p1 tlp=AMBER}
第一行接
第二行，**粗體**與 [連結](https://example.org/甲) [@s01, 14]。再接 AI
字樣 [^a][@s02]。

{#p2}
第二段有 \`code  x\` 與 \\
硬換行。

{#q1}
> 引文第一段
> 續行
>
> 引文第二段[@s02]

{#l1}
- 甲
  - 乙 **丙**
- 丁
  戊

{#t1}
| 欄一 | 欄二 |
|---|---|
| 一 | *二* |
| 三 |

:::timeline

[^a]: 註腳文字[@s01]。
`,
  'text.en.md': `{#h1}
## 1. *Start*

{#p1 tlp=AMBER}
First line
second line [@s01, p. 14]. Footnote [^a].

{#p2a}
Second, first half.

{#p2b}
Second, other half.

{#q1}
> A quotation

{#l1}
1. one
2. two

{#t1}
| a | b |
|---|---|
| c | d |

:::timeline

[^a]: Words of the footnote.
`,
  'timeline.csv': `id,when,lane.zh-TW,lane.en,origin,status,title.zh-TW,title.en,body.zh-TW,body.en,block,source,tlp,secrecy
e01,2025-07-26,中國,China,source,occurred,提案,Proposal,"第一行
第二行",Body,p1,s01|s02,,
e02,2027-01/2027-06,中國,China,own,planned,成立,Founding,,,,,RED,restricted
`,
  'periods.csv': `id,when,series.zh-TW,series.en,title.zh-TW,title.en,risk,source
b1,2024,各時期,By period,假訊息,Disinformation,r1,s01
b2,2025/2031,各時期,By period,AI,AI,,
`,
  'risks.csv': `id,category.zh-TW,category.en,title.zh-TW,title.en,likelihood,severity,importance_rank,vulnerability,horizon,owner,treatment,review_by,block,source,tlp,secrecy
r1,社會,Societal,假訊息,Disinformation,likely,5.5,1,yes,2024/2050,研析處,監測,2026-12-31,p1,s01,,
r2,社會,Societal,疫情,Pandemic,,,,,,,,,,,,
`,
  'positions.csv': `id,actor.zh-TW,actor.en,issue.zh-TW,issue.en,when,stance,label.zh-TW,label.en,quotation,lang,status,block,source,tlp,secrecy
a1,歐盟,EU,新機構,New body,2025-08,mixed,有條件,Conditional,"We are ""open""",en,stated,p1,s02,,
`,
  'sources.csv': `id,citation,url,published,accessed,reliability,credibility,lang
s01,"A report, 2025",https://example.org/report,2025-07,2026-07-01,A,2,en
s02,一份新聞稿,,,,F,6,zh-TW
`,
  'terms.csv': `id,preferred.zh-TW,preferred.en,variants,mainland,abbreviations
t1,人工智慧,artificial intelligence,AI 技術|機器智慧,人工智能,AI
`,
  'notes/n01.zh-TW.md': `---
id: n01
kind: judgement
title: 標題
on: [briefing, block/p1, event/e01, risk/r1, position/a1, source/s01]
likelihood: icd203/likely
confidence: moderate
evidence: [block/p2a, source/s02]
assumptions: [假設一, 假設二]
indicators: [指標]
review_by: 2026-12-31
tlp: AMBER
---

第一段
續行。

第二段。
`,
  'notes/n01.en.md': `---
title: Title
assumptions: [one, two]
indicators: [sign]
---
A paragraph
in two lines.
`,
}

/** The same as bytes. */
export function bytesOf(folder: Readonly<Record<string, string | Uint8Array>>): Map<string, Uint8Array> {
  const encoder = new TextEncoder()
  return new Map(
    Object.entries(folder).map(([path, text]) => [path, typeof text === 'string' ? encoder.encode(text) : text]),
  )
}
