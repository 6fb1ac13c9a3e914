import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Failed, useWork, WorkLine } from './library-work.tsx'
import './library-care.css'

/** Puts a damaged library together again, after asking; the report of it opens by itself. */
export function RecoverButton() {
  const { t } = useTranslation(['library', 'app'])
  const [open, setOpen] = useState(false)
  const { doing, failed, work } = useWork()
  const close = () => setOpen(false)
  const recover = async () => {
    const done = await work('recover', async () => {
      await api.library.recover({})
      return true
    })
    if (done) close()
  }
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('care.recover')}</Button>
      {open && (
        <Dialog
          title={t('care.recoverTitle')}
          onClose={close}
          locked={doing !== null}
          footer={
            doing !== null ? (
              <WorkLine words={t('care.recovering')} />
            ) : (
              <>
                <span className="grow" />
                <Button onPress={close} autoFocus>
                  {t('app:cancel')}
                </Button>
                <Button look="pri" onPress={recover}>
                  {t('care.recoverNow')}
                </Button>
              </>
            )
          }
        >
          <Failed words={failed} />
          <p>{t('care.recoverWhat')}</p>
        </Dialog>
      )}
    </>
  )
}
