/** The language of the part of the page that a component stands in: Chinese within Chinese stories, English elsewhere. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language } from '../presets/words.ts';

export type { Language };

export const LanguageContext = createContext<Language>('en');

export const useLanguage = (): Language => useContext(LanguageContext);
