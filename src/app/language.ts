/** The language of the part of the page that a component stands in: Chinese within Chinese stories, English elsewhere. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

export type Language = 'en' | 'zh';

export const LanguageContext = createContext<Language>('en');

export const useLanguage = (): Language => useContext(LanguageContext);
