/** The channel library. */
import type { ChannelKind } from '../channel.ts';
import { CaHT_HM1992 } from './calcium-ht-hm1992.ts';
import { CaGrc_Ma2020 } from './calcium-hva-ma2020.ts';
import { CaHT_Re1993 } from './calcium-hva-re1993.ts';
import { CaL_IS2008 } from './calcium-l-is2008.ts';
import { Cav12_Ma2020 } from './calcium-l12-ma2020.ts';
import { Cav13_Ma2020 } from './calcium-l13-ma2020.ts';
import { Ca_ML1981 } from './calcium-ml1981.ts';
import { Cav23_Ma2020 } from './calcium-r-ma2020.ts';
import { CaT_HM1992 } from './calcium-t-hm1992.ts';
import { CaT_HP1992 } from './calcium-t-hp1992.ts';
import { Cav31_Ma2020 } from './calcium-t-ma2020.ts';
import { Ca_Tr1991 } from './calcium-tr1991.ts';
import { CaN_IS2008 } from './cation-can-is2008.ts';
import { h_HM1992 } from './cation-h-hm1992.ts';
import { h1_Ma2020 } from './cation-h1-ma2020.ts';
import { h2_Ma2020 } from './cation-h2-ma2020.ts';
import { leak } from './leak.ts';
import { A_CS1977 } from './potassium-a-cs1977.ts';
import { KA_Tr1991 } from './potassium-a-tr1991.ts';
import { KA1_HM1992 } from './potassium-a1-hm1992.ts';
import { KA2_HM1992 } from './potassium-a2-hm1992.ts';
import { AHP_De1994 } from './potassium-ahp-de1994.ts';
import { KAHP_Tr1991 } from './potassium-ahp-tr1991.ts';
import { KDR_Ba2002 } from './potassium-ba2002.ts';
import { KC_Tr1991 } from './potassium-c-tr1991.ts';
import { K_CS1977 } from './potassium-cs1977.ts';
import { K_HH1952 } from './potassium-hh1952.ts';
import { KK2A_HM1992 } from './potassium-k2a-hm1992.ts';
import { KK2B_HM1992 } from './potassium-k2b-hm1992.ts';
import { Kca11_Ma2020 } from './potassium-kca11-ma2020.ts';
import { Kca22_Ma2020 } from './potassium-kca22-ma2020.ts';
import { Kca31_Ma2020 } from './potassium-kca31-ma2020.ts';
import { Kv11_Ak2007 } from './potassium-kv11-ak2007.ts';
import { Kv34_Ma2020 } from './potassium-kv34-ma2020.ts';
import { Kv43_Ma2020 } from './potassium-kv43-ma2020.ts';
import { K_leak } from './potassium-leak.ts';
import { KM_Ma2020 } from './potassium-m-ma2020.ts';
import { KNI_Ya1989 } from './potassium-m-ya1989.ts';
import { K_ML1981 } from './potassium-ml1981.ts';
import { K_TM1991 } from './potassium-tm1991.ts';
import { KDR_Tr1991 } from './potassium-tr1991.ts';
import { K_WB1996 } from './potassium-wb1996.ts';
import { Na_Ba2002 } from './sodium-ba2002.ts';
import { Na_CS1977 } from './sodium-cs1977.ts';
import { Na_HH1952 } from './sodium-hh1952.ts';
import { Na_Rsg } from './sodium-rsg.ts';
import { Na_TM1991 } from './sodium-tm1991.ts';
import { Na_Tr1991 } from './sodium-tr1991.ts';
import { Na_WB1996 } from './sodium-wb1996.ts';

const library = {
  Na_HH1952,
  Na_Rsg,
  Na_TM1991,
  Na_Ba2002,
  Na_CS1977,
  Na_WB1996,
  Na_Tr1991,
  K_HH1952,
  K_TM1991,
  KDR_Ba2002,
  K_CS1977,
  K_WB1996,
  K_ML1981,
  KDR_Tr1991,
  A_CS1977,
  KA_Tr1991,
  KA1_HM1992,
  KA2_HM1992,
  KK2A_HM1992,
  KK2B_HM1992,
  KNI_Ya1989,
  Kv11_Ak2007,
  Kv34_Ma2020,
  Kv43_Ma2020,
  KM_Ma2020,
  K_leak,
  CaT_HM1992,
  CaT_HP1992,
  CaHT_HM1992,
  CaHT_Re1993,
  CaL_IS2008,
  CaGrc_Ma2020,
  Cav12_Ma2020,
  Cav13_Ma2020,
  Cav23_Ma2020,
  Cav31_Ma2020,
  Ca_ML1981,
  Ca_Tr1991,
  AHP_De1994,
  KAHP_Tr1991,
  KC_Tr1991,
  Kca11_Ma2020,
  Kca22_Ma2020,
  Kca31_Ma2020,
  CaN_IS2008,
  h_HM1992,
  h1_Ma2020,
  h2_Ma2020,
  leak,
};

export {
  A_CS1977,
  AHP_De1994,
  Ca_ML1981,
  Ca_Tr1991,
  CaGrc_Ma2020,
  CaHT_HM1992,
  CaHT_Re1993,
  CaL_IS2008,
  CaN_IS2008,
  CaT_HM1992,
  CaT_HP1992,
  Cav12_Ma2020,
  Cav13_Ma2020,
  Cav23_Ma2020,
  Cav31_Ma2020,
  h_HM1992,
  h1_Ma2020,
  h2_Ma2020,
  K_CS1977,
  K_HH1952,
  K_leak,
  K_ML1981,
  K_TM1991,
  K_WB1996,
  KA_Tr1991,
  KA1_HM1992,
  KA2_HM1992,
  KAHP_Tr1991,
  KC_Tr1991,
  Kca11_Ma2020,
  Kca22_Ma2020,
  Kca31_Ma2020,
  KDR_Ba2002,
  KDR_Tr1991,
  KK2A_HM1992,
  KK2B_HM1992,
  KM_Ma2020,
  KNI_Ya1989,
  Kv11_Ak2007,
  Kv34_Ma2020,
  Kv43_Ma2020,
  leak,
  Na_Ba2002,
  Na_CS1977,
  Na_HH1952,
  Na_Rsg,
  Na_TM1991,
  Na_Tr1991,
  Na_WB1996,
};

/** Every channel with its equations, paper and defaults. */
export const channelKinds: readonly ChannelKind[] = Object.values(library).map((make) => make.kind);
