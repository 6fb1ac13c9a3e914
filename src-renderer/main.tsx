import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import './ui/look.ts'

const place = document.getElementById('root')
if (place) createRoot(place).render(<App />)
