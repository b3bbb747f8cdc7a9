"""What TeX's commands print, one character each: textcomp, the AMS's symbols, Cyrillic letters.

The table comes from `pylatexenc` (https://pylatexenc.readthedocs.io), the converter that comes with `bibtexparser`; a
test compares. It is written out, since its modules take longer to load than a whole run does.
"""

from __future__ import annotations

_TEXT = """
    textTheta ϴ textacutedbl ˝ textasciiacute ´ textasciibreve ˘ textasciicaron ˇ textasciicircum ˆ textasciidieresis
    ¨ textasciimacron ¯ textasteriskcentered ⁎ textbaht ฿ textbigcircle ◯ textblank ␢ textbrokenbar ¦ textbullet •
    textcelsius ℃ textcent ¢ textcircledP ℗ textcolonmonetary ₡ textcompwordmark ‌ textcopyright © textcurrency ¤
    textdagger † textdaggerdbl ‡ textdegree ° textdiscount ⁒ textdiv ÷ textdong ₫ textdoublepipe ǂ textdownarrow ↓
    textellipsis … textemdash — textendash – textestimated ℮ texteuro € textexclamdown ¡ textflorin ƒ
    textfractionsolidus ⁄ textglotstop ʔ texthvlig ƕ textinterrobang ‽ textlangle 〈 textleftarrow ← textlira ₤
    textlnot ¬ textmho ℧ textmp ∓ textmu µ textmusicalnote ♪ textnaira ₦ textnrleg ƞ textnumero № textohm Ω
    textonehalf ½ textonequarter ¼ textonesuperior ¹ textopenbullet ◦ textordfeminine ª textordmasculine º
    textparagraph ¶ textperiodcentered ˙ textpertenthousand ‱ textperthousand ‰ textpeso ₱ textphi ɸ textpm ±
    textquestiondown ¿ textquotedblleft “ textquotedblright ” textquoteleft ‘ textquoteright ’ textrangle 〉 textrecipe
    ℞ textreferencemark ※ textregistered ® textrightarrow → textschwa ə textsection § textservicemark ℠ textsterling £
    texttheta θ textthreequarters ¾ textthreesuperior ³ texttildelow ˜ texttimes × texttrademark ™ textturnk ʞ
    texttwosuperior ² textuparrow ↑ textvartheta ϑ textvisiblespace ␣ textwon ₩ textyen ¥
"""
_SYMBOLS = """
    AA Å AE Æ Alpha Α Angle ⦜ Beta Β Bumpeq ≎ Cap ⋒ Chi Χ Colon ∷ Cup ⋓ DH Ð DJ Đ Delta Δ Digamma Ϝ DownArrowBar ⤓
    DownArrowUpArrow ⇵ DownLeftRightVector ⥐ DownLeftTeeVector ⥞ DownLeftVectorBar ⥖ DownRightTeeVector ⥟
    DownRightVectorBar ⥗ Downarrow ⇓ Epsilon Ε Equal ⩵ Eta Η Gamma Γ IJ Ĳ Ident 𝕀 Iota Ι Kappa Κ Koppa Ϟ Lambda Λ
    LeftDownTeeVector ⥡ LeftDownVectorBar ⥙ LeftRightVector ⥎ LeftTeeVector ⥚ LeftTriangleBar ⧏ LeftUpDownVector ⥑
    LeftUpTeeVector ⥠ LeftUpVectorBar ⥘ LeftVectorBar ⥒ Leftarrow ⇐ Leftrightarrow ⇔ Lleftarrow ⇚ Longleftarrow ⟸
    Longleftrightarrow ⟺ Longrightarrow ⟹ Lsh ↰ Mu Μ NG Ŋ NestedGreaterGreater ⪢ NestedLessLess ⪡ Nu Ν OE Œ Omega Ω
    Omicron Ο Phi Φ Pi Π Psi Ψ ReverseUpEquilibrium ⥯ Rho Ρ RightDownTeeVector ⥝ RightDownVectorBar ⥕ RightTeeVector ⥛
    RightTriangleBar ⧐ RightUpDownVector ⥏ RightUpTeeVector ⥜ RightUpVectorBar ⥔ RightVectorBar ⥓ Rightarrow ⇒
    RoundImplies ⥰ Rrightarrow ⇛ Rsh ↱ RuleDelayed ⧴ Sampi Ϡ Sigma Σ Stigma Ϛ Subset ⋐ Supset ⋑ TH Þ Tau Τ Theta Θ
    UpArrowBar ⤒ UpEquilibrium ⥮ Uparrow ⇑ Updownarrow ⇕ Upsilon Υ VDash ⊫ Vdash ⊩ Vert ‖ Vvdash ⊪ Xi Ξ Zeta Ζ aa å ae
    æ aleph ℵ alpha α amalg ⨿ angle ∠ approx ≈ approxeq ≊ approxnotequal ≆ aquarius ♒ aries ♈ arrowwaveleft ↜
    arrowwaveright ↝ ast ∗ asymp ≍ backepsilon ϶ backprime ‵ backsim ∽ backsimeq ⋍ barwedge ⌅ because ∵ beta β beth ℶ
    between ≬ bigcap ⋂ bigcirc ◯ bigcup ⋃ bigoplus ⊕ bigotimes ⊗ bigtriangledown ▽ bigtriangleup △ bigvee ⋁ bigwedge ⋀
    blacklozenge ⧫ blacksquare ▪ blacktriangle ▴ blacktriangledown ▾ blacktriangleleft ◂ blacktriangleright ▸ bowtie ⋈
    boxdot ⊡ boxminus ⊟ boxplus ⊞ boxtimes ⊠ bullet ∙ bumpeq ≏ cancer ♋ cap ∩ capricornus ♑ cdot · cdots ⋯ chi χ circ
    ∘ circeq ≗ circlearrowleft ↺ circlearrowright ↻ circledS Ⓢ circledast ⊛ circledcirc ⊚ circleddash ⊝ clockoint ⨏
    clwintegral ∱ complement ∁ cong ≅ coprod ∐ cup ∪ curlyeqprec ⋞ curlyeqsucc ⋟ curlyvee ⋎ curlywedge ⋏
    curvearrowleft ↶ curvearrowright ↷ dag † dagger † daleth ℸ dashv ⊣ dblarrowupdown ⇅ ddddot ⃜ dddot ⃛ ddots ⋱ delta
    δ dh ð diagup ╱ diamond ♢ digamma ϝ div ÷ divideontimes ⋇ dj đ doteq ≐ doteqdot ≑ dotplus ∔ dots … dotsb … dotsc …
    dotsi … dotsm … dotso … downarrow ↓ downdownarrows ⇊ downharpoonleft ⇃ downharpoonright ⇂ downslopeellipsis ⋱
    eighthnote ♪ ell ℓ emptyset ∅ epsilon ϵ eqcirc ≖ eqslantgtr ⪖ eqslantless ⪕ equiv ≡ eta η eth ƪ exists ∃
    fallingdotseq ≒ flat ♭ forall ∀ frown ⌢ gamma γ ge ≥ gemini ♊ geq ≥ geqq ≧ geqslant ⩾ gg ≫ gimel ℷ gnapprox ⪊ gneq
    ⪈ gneqq ≩ gnsim ⋧ greaterequivlnt ≳ gtrapprox ⪆ gtrdot ⋗ gtreqless ⋛ gtreqqless ⪌ gtrless ≷ gtrsim ≳ guillemotleft
    « guillemotright » guilsinglleft ‹ guilsinglright › hbar ħ hermitconjmatrix ⊹ hookleftarrow ↩ hookrightarrow ↪
    hslash ℏ iddots ⋰ iiint ∭ iint ∬ ij ĳ in ∈ infty ∞ int ∫ intercal ⊺ iota ι jupiter ♃ kappa κ lVert ‖ lambda λ
    langle ⟨ lazysinv ∾ lceil ⌈ ldots … le ≤ leftarrow ← leftarrowtail ↢ leftharpoondown ↽ leftharpoonup ↼
    leftleftarrows ⇇ leftrightarrow ↔ leftrightarrows ⇆ leftrightharpoons ⇋ leftrightsquigarrow ↭ leftthreetimes ⋋ leq
    ≤ leqq ≦ leqslant ⩽ lessapprox ⪅ lessdot ⋖ lesseqgtr ⋚ lesseqqgtr ⪋ lessequivlnt ≲ lessgtr ≶ lesssim ≲ lfloor ⌊
    libra ♎ ll ≪ llcorner ⌞ lmoustache ⎰ lnapprox ⪉ lneq ⪇ lneqq ≨ lnot ¬ lnsim ⋦ longleftarrow ⟵ longleftrightarrow ⟷
    longmapsto ⟼ longrightarrow ⟶ looparrowleft ↫ looparrowright ↬ lozenge ◊ lrcorner ⌟ ltimes ⋉ mapsto ↦
    measuredangle ∡ mercury ☿ mho ℧ mp ∓ mu μ multimap ⊸ nLeftarrow ⇍ nLeftrightarrow ⇎ nRightarrow ⇏ nVDash ⊯ nVdash
    ⊮ nabla ∇ natural ♮ nearrow ↗ neptune ♆ neq ≠ nexists ∄ ng ŋ ngeq ≱ ngtr ≯ ni ∋ nleftarrow ↚ nleftrightarrow ↮
    nleq ≰ nless ≮ nmid ∤ nolinebreak ⁠ notgreaterless ≹ notin ∉ notlessgreater ≸ nparallel ∦ nprec ⊀ nrightarrow ↛
    nsubseteq ⊈ nsucc ⊁ nsupseteq ⊉ ntriangleleft ⋪ ntrianglelefteq ⋬ ntriangleright ⋫ ntrianglerighteq ⋭ nu ν nvDash
    ⊭ nvdash ⊬ nwarrow ↖ odot ⊙ oe œ oint ∮ omega ω omicron ο ominus ⊖ oplus ⊕ oslash ⊘ otimes ⊗ parallel ∥ partial ∂
    perp ⊥ phi ϕ pi π pisces ♓ pitchfork ⋔ pluto ♇ pm ± prec ≺ precapprox ⪷ preccurlyeq ≼ precedesnotsimilar ⋨ preceq
    ≼ precnapprox ⪹ precneqq ⪵ precsim ≾ prod ∏ propto ∝ psi ψ quarternote ♩ quotedblbase „ quotesinglbase ‚ rVert ‖
    rangle ⟩ rceil ⌉ rfloor ⌋ rho ρ rightangle ∟ rightanglearc ⊾ rightarrow → rightarrowtail ↣ rightharpoondown ⇁
    rightharpoonup ⇀ rightleftarrows ⇄ rightleftharpoons ⇌ rightmoon ☾ rightrightarrows ⇉ rightsquigarrow ⇝
    rightthreetimes ⋌ risingdotseq ≓ rmoustache ⎱ rtimes ⋊ sagittarius ♐ saturn ♄ scorpio ♏ searrow ↘ setminus ∖ sharp
    ♯ sigma σ sim ∼ simeq ≃ smallsetminus ∖ smile ⌣ sphericalangle ∢ sqcap ⊓ sqcup ⊔ sqrint ⨖ sqsubset ⊏ sqsubseteq ⊑
    sqsupset ⊐ sqsupseteq ⊒ square □ ss ß star ⋆ subset ⊂ subseteq ⊆ subseteqq ⫅ subsetneq ⊊ subsetneqq ⫋ succ ≻
    succapprox ⪸ succcurlyeq ≽ succeq ≽ succnapprox ⪺ succneqq ⪶ succnsim ⋩ succsim ≿ sum ∑ supset ⊃ supseteq ⊇
    supseteqq ⫆ supsetneq ⊋ supsetneqq ⫌ surd √ surfintegral ∯ swarrow ↙ tau τ taurus ♉ th þ therefore ∴ theta θ
    tildetrpl ≋ times × to → top ⊤ triangledown ▿ triangleleft ◃ trianglelefteq ⊴ triangleq ≜ triangleright ▹
    trianglerighteq ⊵ twoheadleftarrow ↞ twoheadrightarrow ↠ udots ⋰ ulcorner ⌜ uparrow ↑ updownarrow ↕ upharpoonleft
    ↿ upharpoonright ↾ uplus ⊎ upsilon υ upslopeellipsis ⋰ upuparrows ⇈ uranus ♅ urcorner ⌝ varepsilon ε varkappa ϰ
    varnothing ∅ varphi φ varpi ϖ varrho ϱ varsigma ς vartheta ϑ vartriangle ▵ vartriangleleft ⊲ vartriangleright ⊳
    vdash ⊢ vdots ⋮ vee ∨ veebar ⊻ venus ♀ verymuchgreater ⋙ verymuchless ⋘ virgo ♍ volintegral ∰ wedge ∧ wp ℘ wr ≀ xi
    ξ zeta ζ
"""
_CYRILLIC = """
    CYRA А CYRABHCH Ҽ CYRABHCHDSC Ҿ CYRABHDZE Ӡ CYRABHHA Ҩ CYRAE Ӕ CYRB Б CYRBYUS Ѫ CYRC Ц CYRCH Ч CYRCHLDSC Ӌ
    CYRCHRDSC Ҷ CYRCHVCRS Ҹ CYRD Д CYRDJE Ђ CYRDZE Ѕ CYRDZHE Џ CYRE Е CYREREV Э CYRERY Ы CYRF Ф CYRFITA Ѳ CYRG Г
    CYRGDSC Ӷ CYRGDSCHCRS Ӻ CYRGHCRS Ғ CYRGHK Ҕ CYRGUP Ґ CYRH Х CYRHDSC Ҳ CYRHHCRS Ӿ CYRHHK Ӽ CYRHRDSN Ъ CYRI И CYRIE
    Є CYRII І CYRISHRT Й CYRIZH Ѵ CYRJE Ј CYRK К CYRKBEAK Ҡ CYRKDSC Қ CYRKHCRS Ҟ CYRKHK Ӄ CYRKVCRS Ҝ CYRL Л CYRLDSC Ӆ
    CYRLJE Љ CYRM М CYRMDSC Ӎ CYRN Н CYRNDSC Ң CYRNG Ҥ CYRNHK Ӈ CYRNJE Њ CYRO О CYROTLD Ө CYRP П CYRPHK Ҧ CYRR Р
    CYRRTICK Ҏ CYRS С CYRSCHWA Ә CYRSDSC Ҫ CYRSEMISFTSN Ҍ CYRSFTSN Ь CYRSH Ш CYRSHCH Щ CYRSHHA Һ CYRT Т CYRTDSC Ҭ
    CYRTETSE Ҵ CYRTSHE Ћ CYRU У CYRUSHRT Ў CYRV В CYRY Ү CYRYA Я CYRYAT Ѣ CYRYHCRS Ұ CYRYI Ї CYRYO Ё CYRYU Ю CYRZ З
    CYRZDSC Ҙ CYRZH Ж CYRZHDSC Җ CYRpalochka Ӏ cyra а cyrabhch ҽ cyrabhchdsc ҿ cyrabhdze ӡ cyrabhha ҩ cyrae ӕ cyrb б
    cyrbyus ѫ cyrc ц cyrch ч cyrchldsc ӌ cyrchrdsc ҷ cyrchvcrs ҹ cyrd д cyrdje ђ cyrdze ѕ cyrdzhe џ cyre е cyrerev э
    cyrery ы cyrf ф cyrfita ѳ cyrg г cyrgdsc ӷ cyrgdschcrs ӻ cyrghcrs ғ cyrghk ҕ cyrgup ґ cyrh х cyrhdsc ҳ cyrhhcrs ӿ
    cyrhhk ӽ cyrhrdsn ъ cyri и cyrie є cyrii і cyrishrt й cyrizh ѵ cyrje ј cyrk к cyrkbeak ҡ cyrkdsc қ cyrkhcrs ҟ
    cyrkhk ӄ cyrkvcrs ҝ cyrl л cyrldsc ӆ cyrlje љ cyrm м cyrmdsc ӎ cyrn н cyrndsc ң cyrng ҥ cyrnhk ӈ cyrnje њ cyro о
    cyrotld ө cyrp п cyrphk ҧ cyrr р cyrrtick ҏ cyrs с cyrschwa ә cyrsdsc ҫ cyrsemisftsn ҍ cyrsftsn ь cyrsh ш cyrshch
    щ cyrshha һ cyrt т cyrtdsc ҭ cyrtetse ҵ cyrtshe ћ cyru у cyrushrt ў cyrv в cyry ү cyrya я cyryat ѣ cyryhcrs ұ
    cyryi ї cyryo ё cyryu ю cyrz з cyrzdsc ҙ cyrzh ж cyrzhdsc җ
"""
# Of packages and kernels that the table above leaves out.
_OTHERS = """
    textdblhyphen ⸗ textunderscore _ textdollar $ textquotedbl " textbraceleft { textbraceright } textbardbl ‖ textbar |
    textless < textgreater > less < greater > lbrack [ rbrack ] lparen ( rparen ) textasciitilde ~ textasciicircum ^
    textpercent % textampersand & textnumbersign # textasciigrave ` textthreequartersemdash — texttwelveudash ‒
    textcopyleft © copyright © texteth ð textEth Ð textthorn þ textThorn Þ textdh ð textdj đ textDJ Đ pounds £ degree °
    celsius ℃ textcelsius ℃ angstrom Å ohm Ω micro µ neq ≠ ne ≠ implies ⟹ iff ⟺ gets ← owns ∋ land ∧ lor ∨ neg ¬
    hdots … dag † ddag ‡ textdag † lq ‘ rq ’ glq ‚ grq ‘ glqq „ grqq “ flq ‹ frq › flqq « frqq » slash / colon :
    hdagger † lgroup ⟮ rgroup ⟯ Re ℜ Im ℑ imath ı jmath ȷ thicksim ∼ thickapprox ≈ triangle △ Box □ Diamond ◇ Join ⋈
    leadsto ↝ lhd ⊲ rhd ⊳ unlhd ⊴ unrhd ⊵ bigstar ★ bigodot ⨀ biguplus ⨄ bigsqcup ⨆ models ⊨ Longmapsto ⟾ restriction ↾
    checkmark ✓ maltese ✠ circledR ® yen ¥ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ doublecap ⋒ doublecup ⋓
    blacktriangleright ▸ dotsm ⋯ nsim ≁ ncong ≇ doublebarwedge ⩞ lessapprox ⪅ shortmid ∣ shortparallel ∥ varpropto ∝
    smallsmile ⌣ smallfrown ⌢ Finv Ⅎ Game ⅁ Bbbk 𝕜 eth ð iiiint ⨌ idotsint ∫ ohorn ơ Ohorn Ơ uhorn ư Uhorn Ư OHORN Ơ
    UHORN Ư bullet •
"""
_GREEK = """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi
    chi psi omega"""
_LETTERS = "αβγδεζηθικλμνξοπρστυφχψω"


def commands() -> dict[str, str]:
    """Return the character that each command prints."""
    found = _pairs(_OTHERS) | _pairs(_TEXT) | _pairs(_SYMBOLS) | _pairs(_CYRILLIC)
    for name, letter in zip(_GREEK.split(), _LETTERS, strict=True):
        for prefix in ("", "var", "up", "it", "text", "textup"):
            found[prefix + name] = letter
            found[prefix + name.capitalize()] = letter.upper()
    return found | {"upvarepsilon": "ε", "upvartheta": "θ", "upvarphi": "φ", "textmugreek": "μ"}


def _pairs(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))
