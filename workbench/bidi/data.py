"""Tables of the bidirectional algorithm and of Arabic joining. Generated: do not edit.

From BidiBrackets.txt, BidiMirroring.txt, ArabicShaping.txt and DerivedBidiClass.txt of the Unicode Character Database,
version 15.0.0.

UNICODE LICENSE V3. COPYRIGHT AND PERMISSION NOTICE. Copyright (c) 1991-2023 Unicode, Inc.
Permission is hereby granted, free of charge, to any person obtaining a copy of data files and any associated
documentation (the "Data Files") or software and any associated documentation (the "Software") to deal in the Data Files
or Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, and/or sell copies of the Data Files or Software, and to permit persons to whom the Data Files or Software
are furnished to do so, provided that either (a) this copyright and permission notice appear with all copies of the Data
Files or Software, or (b) this copyright and permission notice appear in associated Documentation.
THE DATA FILES AND SOFTWARE ARE PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT
LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT OF THIRD PARTY RIGHTS.
IN NO EVENT SHALL THE COPYRIGHT HOLDER OR HOLDERS INCLUDED IN THIS NOTICE BE LIABLE FOR ANY CLAIM, OR ANY SPECIAL
INDIRECT OR CONSEQUENTIAL DAMAGES, OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THE DATA FILES OR SOFTWARE. Except as contained in this notice, the name of a copyright holder shall not be used in
advertising or otherwise to promote the sale, use or other dealings in these Data Files or Software without prior written
authorization of the copyright holder.
"""

BRACKETS = (
    "()[]{}\u0f3a\u0f3b\u0f3c\u0f3d\u169b\u169c\u2045\u2046\u207d\u207e\u208d\u208e\u2308\u2309\u230a"
    "\u230b\u2329\u232a\u2768\u2769\u276a\u276b\u276c\u276d\u276e\u276f\u2770\u2771\u2772\u2773\u2774"
    "\u2775\u27c5\u27c6\u27e6\u27e7\u27e8\u27e9\u27ea\u27eb\u27ec\u27ed\u27ee\u27ef\u2983\u2984\u2985"
    "\u2986\u2987\u2988\u2989\u298a\u298b\u298c\u298d\u2990\u298f\u298e\u2991\u2992\u2993\u2994\u2995"
    "\u2996\u2997\u2998\u29d8\u29d9\u29da\u29db\u29fc\u29fd\u2e22\u2e23\u2e24\u2e25\u2e26\u2e27\u2e28"
    "\u2e29\u2e55\u2e56\u2e57\u2e58\u2e59\u2e5a\u2e5b\u2e5c\u3008\u3009\u300a\u300b\u300c\u300d\u300e"
    "\u300f\u3010\u3011\u3014\u3015\u3016\u3017\u3018\u3019\u301a\u301b\ufe59\ufe5a\ufe5b\ufe5c\ufe5d"
    "\ufe5e\uff08\uff09\uff3b\uff3d\uff5b\uff5d\uff5f\uff60\uff62\uff63"
)
"""Paired brackets: opener, closer, opener, closer ..."""
MIRROR = (
    "())(<>><[]][{}}{\xab\xbb\xbb\xab\u0f3a\u0f3b\u0f3b\u0f3a\u0f3c\u0f3d\u0f3d\u0f3c\u169b\u169c\u169c"
    "\u169b\u2039\u203a\u203a\u2039\u2045\u2046\u2046\u2045\u207d\u207e\u207e\u207d\u208d\u208e\u208e"
    "\u208d\u2208\u220b\u2209\u220c\u220a\u220d\u220b\u2208\u220c\u2209\u220d\u220a\u2215\u29f5\u221f"
    "\u2bfe\u2220\u29a3\u2221\u299b\u2222\u29a0\u2224\u2aee\u223c\u223d\u223d\u223c\u2243\u22cd\u2245"
    "\u224c\u224c\u2245\u2252\u2253\u2253\u2252\u2254\u2255\u2255\u2254\u2264\u2265\u2265\u2264\u2266"
    "\u2267\u2267\u2266\u2268\u2269\u2269\u2268\u226a\u226b\u226b\u226a\u226e\u226f\u226f\u226e\u2270"
    "\u2271\u2271\u2270\u2272\u2273\u2273\u2272\u2274\u2275\u2275\u2274\u2276\u2277\u2277\u2276\u2278"
    "\u2279\u2279\u2278\u227a\u227b\u227b\u227a\u227c\u227d\u227d\u227c\u227e\u227f\u227f\u227e\u2280"
    "\u2281\u2281\u2280\u2282\u2283\u2283\u2282\u2284\u2285\u2285\u2284\u2286\u2287\u2287\u2286\u2288"
    "\u2289\u2289\u2288\u228a\u228b\u228b\u228a\u228f\u2290\u2290\u228f\u2291\u2292\u2292\u2291\u2298"
    "\u29b8\u22a2\u22a3\u22a3\u22a2\u22a6\u2ade\u22a8\u2ae4\u22a9\u2ae3\u22ab\u2ae5\u22b0\u22b1\u22b1"
    "\u22b0\u22b2\u22b3\u22b3\u22b2\u22b4\u22b5\u22b5\u22b4\u22b6\u22b7\u22b7\u22b6\u22b8\u27dc\u22c9"
    "\u22ca\u22ca\u22c9\u22cb\u22cc\u22cc\u22cb\u22cd\u2243\u22d0\u22d1\u22d1\u22d0\u22d6\u22d7\u22d7"
    "\u22d6\u22d8\u22d9\u22d9\u22d8\u22da\u22db\u22db\u22da\u22dc\u22dd\u22dd\u22dc\u22de\u22df\u22df"
    "\u22de\u22e0\u22e1\u22e1\u22e0\u22e2\u22e3\u22e3\u22e2\u22e4\u22e5\u22e5\u22e4\u22e6\u22e7\u22e7"
    "\u22e6\u22e8\u22e9\u22e9\u22e8\u22ea\u22eb\u22eb\u22ea\u22ec\u22ed\u22ed\u22ec\u22f0\u22f1\u22f1"
    "\u22f0\u22f2\u22fa\u22f3\u22fb\u22f4\u22fc\u22f6\u22fd\u22f7\u22fe\u22fa\u22f2\u22fb\u22f3\u22fc"
    "\u22f4\u22fd\u22f6\u22fe\u22f7\u2308\u2309\u2309\u2308\u230a\u230b\u230b\u230a\u2329\u232a\u232a"
    "\u2329\u2768\u2769\u2769\u2768\u276a\u276b\u276b\u276a\u276c\u276d\u276d\u276c\u276e\u276f\u276f"
    "\u276e\u2770\u2771\u2771\u2770\u2772\u2773\u2773\u2772\u2774\u2775\u2775\u2774\u27c3\u27c4\u27c4"
    "\u27c3\u27c5\u27c6\u27c6\u27c5\u27c8\u27c9\u27c9\u27c8\u27cb\u27cd\u27cd\u27cb\u27d5\u27d6\u27d6"
    "\u27d5\u27dc\u22b8\u27dd\u27de\u27de\u27dd\u27e2\u27e3\u27e3\u27e2\u27e4\u27e5\u27e5\u27e4\u27e6"
    "\u27e7\u27e7\u27e6\u27e8\u27e9\u27e9\u27e8\u27ea\u27eb\u27eb\u27ea\u27ec\u27ed\u27ed\u27ec\u27ee"
    "\u27ef\u27ef\u27ee\u2983\u2984\u2984\u2983\u2985\u2986\u2986\u2985\u2987\u2988\u2988\u2987\u2989"
    "\u298a\u298a\u2989\u298b\u298c\u298c\u298b\u298d\u2990\u298e\u298f\u298f\u298e\u2990\u298d\u2991"
    "\u2992\u2992\u2991\u2993\u2994\u2994\u2993\u2995\u2996\u2996\u2995\u2997\u2998\u2998\u2997\u299b"
    "\u2221\u29a0\u2222\u29a3\u2220\u29a4\u29a5\u29a5\u29a4\u29a8\u29a9\u29a9\u29a8\u29aa\u29ab\u29ab"
    "\u29aa\u29ac\u29ad\u29ad\u29ac\u29ae\u29af\u29af\u29ae\u29b8\u2298\u29c0\u29c1\u29c1\u29c0\u29c4"
    "\u29c5\u29c5\u29c4\u29cf\u29d0\u29d0\u29cf\u29d1\u29d2\u29d2\u29d1\u29d4\u29d5\u29d5\u29d4\u29d8"
    "\u29d9\u29d9\u29d8\u29da\u29db\u29db\u29da\u29e8\u29e9\u29e9\u29e8\u29f5\u2215\u29f8\u29f9\u29f9"
    "\u29f8\u29fc\u29fd\u29fd\u29fc\u2a2b\u2a2c\u2a2c\u2a2b\u2a2d\u2a2e\u2a2e\u2a2d\u2a34\u2a35\u2a35"
    "\u2a34\u2a3c\u2a3d\u2a3d\u2a3c\u2a64\u2a65\u2a65\u2a64\u2a79\u2a7a\u2a7a\u2a79\u2a7b\u2a7c\u2a7c"
    "\u2a7b\u2a7d\u2a7e\u2a7e\u2a7d\u2a7f\u2a80\u2a80\u2a7f\u2a81\u2a82\u2a82\u2a81\u2a83\u2a84\u2a84"
    "\u2a83\u2a85\u2a86\u2a86\u2a85\u2a87\u2a88\u2a88\u2a87\u2a89\u2a8a\u2a8a\u2a89\u2a8b\u2a8c\u2a8c"
    "\u2a8b\u2a8d\u2a8e\u2a8e\u2a8d\u2a8f\u2a90\u2a90\u2a8f\u2a91\u2a92\u2a92\u2a91\u2a93\u2a94\u2a94"
    "\u2a93\u2a95\u2a96\u2a96\u2a95\u2a97\u2a98\u2a98\u2a97\u2a99\u2a9a\u2a9a\u2a99\u2a9b\u2a9c\u2a9c"
    "\u2a9b\u2a9d\u2a9e\u2a9e\u2a9d\u2a9f\u2aa0\u2aa0\u2a9f\u2aa1\u2aa2\u2aa2\u2aa1\u2aa6\u2aa7\u2aa7"
    "\u2aa6\u2aa8\u2aa9\u2aa9\u2aa8\u2aaa\u2aab\u2aab\u2aaa\u2aac\u2aad\u2aad\u2aac\u2aaf\u2ab0\u2ab0"
    "\u2aaf\u2ab1\u2ab2\u2ab2\u2ab1\u2ab3\u2ab4\u2ab4\u2ab3\u2ab5\u2ab6\u2ab6\u2ab5\u2ab7\u2ab8\u2ab8"
    "\u2ab7\u2ab9\u2aba\u2aba\u2ab9\u2abb\u2abc\u2abc\u2abb\u2abd\u2abe\u2abe\u2abd\u2abf\u2ac0\u2ac0"
    "\u2abf\u2ac1\u2ac2\u2ac2\u2ac1\u2ac3\u2ac4\u2ac4\u2ac3\u2ac5\u2ac6\u2ac6\u2ac5\u2ac7\u2ac8\u2ac8"
    "\u2ac7\u2ac9\u2aca\u2aca\u2ac9\u2acb\u2acc\u2acc\u2acb\u2acd\u2ace\u2ace\u2acd\u2acf\u2ad0\u2ad0"
    "\u2acf\u2ad1\u2ad2\u2ad2\u2ad1\u2ad3\u2ad4\u2ad4\u2ad3\u2ad5\u2ad6\u2ad6\u2ad5\u2ade\u22a6\u2ae3"
    "\u22a9\u2ae4\u22a8\u2ae5\u22ab\u2aec\u2aed\u2aed\u2aec\u2aee\u2224\u2af7\u2af8\u2af8\u2af7\u2af9"
    "\u2afa\u2afa\u2af9\u2bfe\u221f\u2e02\u2e03\u2e03\u2e02\u2e04\u2e05\u2e05\u2e04\u2e09\u2e0a\u2e0a"
    "\u2e09\u2e0c\u2e0d\u2e0d\u2e0c\u2e1c\u2e1d\u2e1d\u2e1c\u2e20\u2e21\u2e21\u2e20\u2e22\u2e23\u2e23"
    "\u2e22\u2e24\u2e25\u2e25\u2e24\u2e26\u2e27\u2e27\u2e26\u2e28\u2e29\u2e29\u2e28\u2e55\u2e56\u2e56"
    "\u2e55\u2e57\u2e58\u2e58\u2e57\u2e59\u2e5a\u2e5a\u2e59\u2e5b\u2e5c\u2e5c\u2e5b\u3008\u3009\u3009"
    "\u3008\u300a\u300b\u300b\u300a\u300c\u300d\u300d\u300c\u300e\u300f\u300f\u300e\u3010\u3011\u3011"
    "\u3010\u3014\u3015\u3015\u3014\u3016\u3017\u3017\u3016\u3018\u3019\u3019\u3018\u301a\u301b\u301b"
    "\u301a\ufe59\ufe5a\ufe5a\ufe59\ufe5b\ufe5c\ufe5c\ufe5b\ufe5d\ufe5e\ufe5e\ufe5d\ufe64\ufe65\ufe65"
    "\ufe64\uff08\uff09\uff09\uff08\uff1c\uff1e\uff1e\uff1c\uff3b\uff3d\uff3d\uff3b\uff5b\uff5d\uff5d"
    "\uff5b\uff5f\uff60\uff60\uff5f\uff62\uff63\uff63\uff62"
)
"""Mirrored characters: one, its mirror image, ..."""
JOIN_D = (
    "\u0620\u0626\u0628\u062a\u062b\u062c\u062d\u062e\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063a"
    "\u063b\u063c\u063d\u063e\u063f\u0641\u0642\u0643\u0644\u0645\u0646\u0647\u0649\u064a\u066e\u066f"
    "\u0678\u0679\u067a\u067b\u067c\u067d\u067e\u067f\u0680\u0681\u0682\u0683\u0684\u0685\u0686\u0687"
    "\u069a\u069b\u069c\u069d\u069e\u069f\u06a0\u06a1\u06a2\u06a3\u06a4\u06a5\u06a6\u06a7\u06a8\u06a9"
    "\u06aa\u06ab\u06ac\u06ad\u06ae\u06af\u06b0\u06b1\u06b2\u06b3\u06b4\u06b5\u06b6\u06b7\u06b8\u06b9"
    "\u06ba\u06bb\u06bc\u06bd\u06be\u06bf\u06c1\u06c2\u06cc\u06ce\u06d0\u06d1\u06fa\u06fb\u06fc\u06ff"
    "\u0750\u0751\u0752\u0753\u0754\u0755\u0756\u0757\u0758\u075c\u075d\u075e\u075f\u0760\u0761\u0762"
    "\u0763\u0764\u0765\u0766\u0767\u0768\u0769\u076a\u076d\u076e\u076f\u0770\u0772\u0775\u0776\u0777"
    "\u077a\u077b\u077c\u077d\u077e\u077f\u0860\u0862\u0863\u0864\u0865\u0868\u0886\u0889\u088a\u088b"
    "\u088c\u088d\u08a0\u08a1\u08a2\u08a3\u08a4\u08a5\u08a6\u08a7\u08a8\u08a9\u08af\u08b0\u08b3\u08b4"
    "\u08b5\u08b6\u08b7\u08b8\u08ba\u08bb\u08bc\u08bd\u08be\u08bf\u08c0\u08c1\u08c2\u08c3\u08c4\u08c5"
    "\u08c6\u08c7\u08c8"
)
"""Dual-joining letters."""
JOIN_R = (
    "\u0622\u0623\u0624\u0625\u0627\u0629\u062f\u0630\u0631\u0632\u0648\u0671\u0672\u0673\u0675\u0676"
    "\u0677\u0688\u0689\u068a\u068b\u068c\u068d\u068e\u068f\u0690\u0691\u0692\u0693\u0694\u0695\u0696"
    "\u0697\u0698\u0699\u06c0\u06c3\u06c4\u06c5\u06c6\u06c7\u06c8\u06c9\u06ca\u06cb\u06cd\u06cf\u06d2"
    "\u06d3\u06d5\u06ee\u06ef\u0759\u075a\u075b\u076b\u076c\u0771\u0773\u0774\u0778\u0779\u0867\u0869"
    "\u086a\u0870\u0871\u0872\u0873\u0874\u0875\u0876\u0877\u0878\u0879\u087a\u087b\u087c\u087d\u087e"
    "\u087f\u0880\u0881\u0882\u088e\u08aa\u08ab\u08ac\u08ae\u08b1\u08b2\u08b9"
)
"""Right-joining letters."""
JOIN_C = "\u0640\u0883\u0884\u0885"
"""Join-causing characters."""
CLASS_STARTS = """
0 9 a b c d e 1c 1f 20 21 23 26 2b 2c 2d 2e 30 3a 3b 41 5b 61 7b 7f 85 86 a0 a1 a2 a6 aa ab ad ae b0
b2 b4 b5 b6 b9 ba bb c0 d7 d8 f7 f8 2b9 2bb 2c2 2d0 2d2 2e0 2e5 2ee 2ef 300 370 374 376 37e 37f 384
386 387 388 3f6 3f7 483 48a 58a 58b 58d 58f 590 591 5be 5bf 5c0 5c1 5c3 5c4 5c6 5c7 5c8 600 606 608
609 60b 60c 60d 60e 610 61b 64b 660 66a 66b 66d 670 671 6d6 6dd 6de 6df 6e5 6e7 6e9 6ea 6ee 6f0 6fa
711 712 730 74b 7a6 7b1 7c0 7eb 7f4 7f6 7fa 7fd 7fe 816 81a 81b 824 825 828 829 82e 859 85c 860 890
892 898 8a0 8ca 8e2 8e3 903 93a 93b 93c 93d 941 949 94d 94e 951 958 962 964 981 982 9bc 9bd 9c1 9c5
9cd 9ce 9e2 9e4 9f2 9f4 9fb 9fc 9fe 9ff a01 a03 a3c a3d a41 a43 a47 a49 a4b a4e a51 a52 a70 a72 a75
a76 a81 a83 abc abd ac1 ac6 ac7 ac9 acd ace ae2 ae4 af1 af2 afa b00 b01 b02 b3c b3d b3f b40 b41 b45
b4d b4e b55 b57 b62 b64 b82 b83 bc0 bc1 bcd bce bf3 bf9 bfa bfb c00 c01 c04 c05 c3c c3d c3e c41 c46
c49 c4a c4e c55 c57 c62 c64 c78 c7f c81 c82 cbc cbd ccc cce ce2 ce4 d00 d02 d3b d3d d41 d45 d4d d4e
d62 d64 d81 d82 dca dcb dd2 dd5 dd6 dd7 e31 e32 e34 e3b e3f e40 e47 e4f eb1 eb2 eb4 ebd ec8 ecf f18
f1a f35 f36 f37 f38 f39 f3a f3e f71 f7f f80 f85 f86 f88 f8d f98 f99 fbd fc6 fc7 102d 1031 1032 1038
1039 103b 103d 103f 1058 105a 105e 1061 1071 1075 1082 1083 1085 1087 108d 108e 109d 109e 135d 1360
1390 139a 1400 1401 1680 1681 169b 169d 1712 1715 1732 1734 1752 1754 1772 1774 17b4 17b6 17b7 17be
17c6 17c7 17c9 17d4 17db 17dc 17dd 17de 17f0 17fa 1800 180b 180e 180f 1810 1885 1887 18a9 18aa 1920
1923 1927 1929 1932 1933 1939 193c 1940 1941 1944 1946 19de 1a00 1a17 1a19 1a1b 1a1c 1a56 1a57 1a58
1a5f 1a60 1a61 1a62 1a63 1a65 1a6d 1a73 1a7d 1a7f 1a80 1ab0 1acf 1b00 1b04 1b34 1b35 1b36 1b3b 1b3c
1b3d 1b42 1b43 1b6b 1b74 1b80 1b82 1ba2 1ba6 1ba8 1baa 1bab 1bae 1be6 1be7 1be8 1bea 1bed 1bee 1bef
1bf2 1c2c 1c34 1c36 1c38 1cd0 1cd3 1cd4 1ce1 1ce2 1ce9 1ced 1cee 1cf4 1cf5 1cf8 1cfa 1dc0 1e00 1fbd
1fbe 1fbf 1fc2 1fcd 1fd0 1fdd 1fe0 1fed 1ff0 1ffd 1fff 2000 200b 200e 200f 2010 2028 2029 202a 202b
202c 202d 202e 202f 2030 2035 2044 2045 205f 2060 2066 2067 2068 2069 206a 2070 2071 2074 207a 207c
207f 2080 208a 208c 208f 20a0 20d0 20f1 2100 2102 2103 2107 2108 210a 2114 2115 2116 2119 211e 2124
2125 2126 2127 2128 2129 212a 212e 212f 213a 213c 2140 2145 214a 214e 2150 2160 2189 218c 2190 2212
2213 2214 2336 237b 2395 2396 2427 2440 244b 2460 2488 249c 24ea 26ac 26ad 2800 2900 2b74 2b76 2b96
2b97 2c00 2ce5 2ceb 2cef 2cf2 2cf9 2d00 2d7f 2d80 2de0 2e00 2e5e 2e80 2e9a 2e9b 2ef4 2f00 2fd6 2ff0
2ffc 3000 3001 3005 3008 3021 302a 302e 3030 3031 3036 3038 303d 3040 3099 309b 309d 30a0 30a1 30fb
30fc 31c0 31e4 321d 321f 3250 3260 327c 327f 32b1 32c0 32cc 32d0 3377 337b 33de 33e0 33ff 3400 4dc0
4e00 a490 a4c7 a60d a610 a66f a673 a674 a67e a680 a69e a6a0 a6f0 a6f2 a700 a722 a788 a789 a802 a803
a806 a807 a80b a80c a825 a827 a828 a82c a82d a838 a83a a874 a878 a8c4 a8c6 a8e0 a8f2 a8ff a900 a926
a92e a947 a952 a980 a983 a9b3 a9b4 a9b6 a9ba a9bc a9be a9e5 a9e6 aa29 aa2f aa31 aa33 aa35 aa37 aa43
aa44 aa4c aa4d aa7c aa7d aab0 aab1 aab2 aab5 aab7 aab9 aabe aac0 aac1 aac2 aaec aaee aaf6 aaf7 ab6a
ab6c abe5 abe6 abe8 abe9 abed abee fb1d fb1e fb1f fb29 fb2a fb50 fd3e fd50 fdcf fdd0 fdf0 fdfd fe00
fe10 fe1a fe20 fe30 fe50 fe51 fe52 fe53 fe54 fe55 fe56 fe5f fe60 fe62 fe64 fe67 fe68 fe69 fe6b fe6c
fe70 feff ff00 ff01 ff03 ff06 ff0b ff0c ff0d ff0e ff10 ff1a ff1b ff21 ff3b ff41 ff5b ff66 ffe0 ffe2
ffe5 ffe7 ffe8 ffef fff0 fff9 fffe 10000 10101 10102 10140 1018d 10190 1019d 101a0 101a1 101fd 101fe
102e0 102e1 102fc 10376 1037b 10800 1091f 10920 10a01 10a04 10a05 10a07 10a0c 10a10 10a38 10a3b
10a3f 10a40 10ae5 10ae7 10b39 10b40 10d00 10d24 10d28 10d30 10d3a 10d40 10e60 10e7f 10eab 10ead
10ec0 10efd 10f00 10f30 10f46 10f51 10f70 10f82 10f86 11000 11001 11002 11038 11047 11052 11066
11070 11071 11073 11075 1107f 11082 110b3 110b7 110b9 110bb 110c2 110c3 11100 11103 11127 1112c
1112d 11135 11173 11174 11180 11182 111b6 111bf 111c9 111cd 111cf 111d0 1122f 11232 11234 11235
11236 11238 1123e 1123f 11241 11242 112df 112e0 112e3 112eb 11300 11302 1133b 1133d 11340 11341
11366 1136d 11370 11375 11438 11440 11442 11445 11446 11447 1145e 1145f 114b3 114b9 114ba 114bb
114bf 114c1 114c2 114c4 115b2 115b6 115bc 115be 115bf 115c1 115dc 115de 11633 1163b 1163d 1163e
1163f 11641 11660 1166d 116ab 116ac 116ad 116ae 116b0 116b6 116b7 116b8 1171d 11720 11722 11726
11727 1172c 1182f 11838 11839 1183b 1193b 1193d 1193e 1193f 11943 11944 119d4 119d8 119da 119dc
119e0 119e1 11a01 11a07 11a09 11a0b 11a33 11a39 11a3b 11a3f 11a47 11a48 11a51 11a57 11a59 11a5c
11a8a 11a97 11a98 11a9a 11c30 11c37 11c38 11c3e 11c92 11ca8 11caa 11cb1 11cb2 11cb4 11cb5 11cb7
11d31 11d37 11d3a 11d3b 11d3c 11d3e 11d3f 11d46 11d47 11d48 11d90 11d92 11d95 11d96 11d97 11d98
11ef3 11ef5 11f00 11f02 11f36 11f3b 11f40 11f41 11f42 11f43 11fd5 11fdd 11fe1 11ff2 13440 13441
13447 13456 16af0 16af5 16b30 16b37 16f4f 16f50 16f8f 16f93 16fe2 16fe3 16fe4 16fe5 1bc9d 1bc9f
1bca0 1bca4 1cf00 1cf2e 1cf30 1cf47 1d167 1d16a 1d173 1d17b 1d183 1d185 1d18c 1d1aa 1d1ae 1d1e9
1d1eb 1d200 1d242 1d245 1d246 1d300 1d357 1d6db 1d6dc 1d715 1d716 1d74f 1d750 1d789 1d78a 1d7c3
1d7c4 1d7ce 1d800 1da00 1da37 1da3b 1da6d 1da75 1da76 1da84 1da85 1da9b 1daa0 1daa1 1dab0 1e000
1e007 1e008 1e019 1e01b 1e022 1e023 1e025 1e026 1e02b 1e08f 1e090 1e130 1e137 1e2ae 1e2af 1e2ec
1e2f0 1e2ff 1e300 1e4ec 1e4f0 1e800 1e8d0 1e8d7 1e944 1e94b 1ec70 1ecc0 1ed00 1ed50 1ee00 1eef0
1eef2 1ef00 1f000 1f02c 1f030 1f094 1f0a0 1f0af 1f0b1 1f0c0 1f0c1 1f0d0 1f0d1 1f0f6 1f100 1f10b
1f110 1f12f 1f130 1f16a 1f170 1f1ad 1f1ae 1f260 1f266 1f300 1f6d8 1f6dc 1f6ed 1f6f0 1f6fd 1f700
1f777 1f77b 1f7da 1f7e0 1f7ec 1f7f0 1f7f1 1f800 1f80c 1f810 1f848 1f850 1f85a 1f860 1f888 1f890
1f8ae 1f8b0 1f8b2 1f900 1fa54 1fa60 1fa6e 1fa70 1fa7d 1fa80 1fa89 1fa90 1fabe 1fabf 1fac6 1face
1fadc 1fae0 1fae9 1faf0 1faf9 1fb00 1fb93 1fb94 1fbcb 1fbf0 1fbfa 1fffe 20000 2fffe 30000 3fffe
40000 4fffe 50000 5fffe 60000 6fffe 70000 7fffe 80000 8fffe 90000 9fffe a0000 afffe b0000 bfffe
c0000 cfffe d0000 dfffe e0100 e01f0 e1000 efffe f0000 ffffe 100000 10fffe
"""
"""Code points from which on the bidi class is another, in hexadecimal."""
CLASS_LETTERS = (
    "bsBsWBbBsWOTOSCSCECOLOLObBbCOTOLObOTEOLOELOLOLOLOLOLOLOLOMLOLOLOLOLOLMLOLOTRMRMRMRMRMRNOATACAOMAMNTN"
    "AMAMNOMAMOMAEAMAMAMARMRORMRMRMRMRMRMRANAMAMNMLMLMLMLMLMLMLMLMLMLMLMLTLTLMLMLMLMLMLMLMLMLMLMLMLMLMLML"
    "MLTLMLMLMLMLMLMLMLMLMLMLMLOTOLMLMLMLMLMLMLMLMLOLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLTLMLMLMLMLMLMLMLMOLMLM"
    "LMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLOLOLWLOLMLMLMLMLMLMLMLMLTLMLOLOMbMLMLMLMLMLMLMLOLOLOLMLMLMLMLMLMLML"
    "MLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLOLOLOLOLOLOLWbLROWB13524CTOCOWb6789bELESOLESOLTM"
    "LOLOLOLOLOLOLOLOLOLTLOLOLOLOLOLOSTOLOLOLOLOELOLOLOLOLOLOLMLOLMLMOLOLOLOLOLWOLOLMLOLOLOLMOLOLOLOLOLOL"
    "OLOLOLOLOLOLOLOLOLMOMOLMLMLOLOLMLMLMLMLOMLTLOLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLOLMLMLML"
    "RMRSRAOAObAOMOLMOCOCLOCOTOSOLOTOLAbLOTOSCSCECOLOLOLTOTLOLbObLOLOLOLOLMLMELMLRORMRMRMRMRMRMRORAMANARN"
    "RMRAMRAMARMRLMLMLOLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLM"
    "LOLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLOTOLMLMLMLM"
    "LMLMLOLMLMLbLMLMLMLbMLMLMLOLOMOLOLOLOLOLOLOLELMLMLMLMLMLMLMLMLMLMLMLMLMLMLMLTLMLRMRMRARARAOAROLOLOLO"
    "LOLOLEOLOLOLOLOLOLOLOLOLOLOLOLOLOLOLOLOLOLOLOLOLOLOLOLOLOLOLOLOLELbLbLbLbLbLbLbLbLbLbLbLbLbMbLbLbLb"
)
"""The class from each of them on, as one letter; see ``generate.LETTERS``."""
