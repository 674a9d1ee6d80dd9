import { walkSources } from './sources/walk.ts'
import { recognizeFile, SYSTEMS } from './systems/registry.ts'
import { readLines } from './sources/lines.ts'
import { readXml } from './sources/xml.ts'
import { parseOrder } from './systems/icd10cm/parse-order.ts'
import { parseTabular } from './systems/icd10cm/parse-tabular.ts'
import type { RecognizedFile } from './systems/system.ts'
const files: RecognizedFile[] = []
for (const p of ['cms_2026_dx.zip','icd10c-tabular-April-1-2026.xml.gz']) for await (const f of walkSources('/work/shared/data/icd10cm/'+p, i=>console.log(i))) {
  const r = await recognizeFile(f); if (r) files.push(r) }
const time = async (l: string, it: AsyncIterable<unknown>) => { const t=performance.now(); let n=0; for await (const _ of it) n++; console.log(l, n, Math.round(performance.now()-t), process.memoryUsage().rss>>20) }
const o=files.find(f=>f.role==='order')!.file, tb=files.find(f=>f.role==='tabular')!.file
await time('bytes', o.open()); await time('lines', readLines(o)); await time('order', parseOrder(readLines(o),{file:''}))
await time('bytes', tb.open()); await time('xml', readXml(tb)); await time('tab', parseTabular(readXml(tb),{file:''}))
await time('load', SYSTEMS[0]!.load({release: files[0]!.release, files}))
await time('load', SYSTEMS[0]!.load({release: files[0]!.release, files}))
