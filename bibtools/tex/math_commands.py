"""The commands of formulas that TeX prints with amsmath and amssymb and nothing else, by what they take.

They typeset symbols, and do nothing else: none reads a file, defines or runs anything. A slow test compiles every one.
"""

from __future__ import annotations

SYMBOLS = frozenset(
    """
    Bbbk Box Bumpeq Cap Cup Delta Diamond Downarrow Finv Game Gamma Im Lambda Leftarrow Leftrightarrow Lleftarrow
    Longleftarrow Longleftrightarrow Lsh Omega Phi Pi Psi Re Rightarrow Rrightarrow Rsh Sigma Subset Supset Theta
    Uparrow Updownarrow Upsilon Vdash Vert Vvdash Xi aleph alpha amalg angle approx approxeq ast asymp backepsilon
    backprime backsim backsimeq backslash barwedge because beta beth between bigcirc bigstar bigtriangledown
    bigtriangleup blacklozenge blacksquare blacktriangle blacktriangledown blacktriangleleft blacktriangleright bot
    boxdot boxminus boxplus boxtimes bullet bumpeq cap cdot cdotp checkmark chi circ circeq circlearrowleft
    circlearrowright circledR circledS circledast circledcirc circleddash clubsuit complement cup curlyeqprec
    curlyeqsucc curlyvee curlywedge curvearrowleft curvearrowright dag dagger daleth dashv ddag ddagger delta diagup
    diamond diamondsuit digamma div divideontimes doteqdot dotplus doublebarwedge doublecap doublecup downarrow
    downdownarrows downharpoonleft downharpoonright ell emptyset epsilon eqcirc eqslantgtr eqslantless equiv eta eth
    exists fallingdotseq flat forall frown gamma ge geq geqq geqslant gets gg gimel gnapprox gneq gneqq gnsim
    gtrapprox gtrdot gtreqless gtreqqless gtrless gtrsim hbar heartsuit hookleftarrow hookrightarrow hslash imath in
    infty intercal iota jmath kappa lVert lambda land langle lbrack lceil ldotp le leadsto leftarrow leftarrowtail
    leftharpoondown leftharpoonup leftleftarrows leftrightarrow leftrightarrows leftrightharpoons leftrightsquigarrow
    leftthreetimes leq leqq leqslant lessapprox lessdot lesseqgtr lesseqqgtr lessgtr lesssim lfloor lgroup lhd ll
    llcorner lmoustache lnapprox lneq lneqq lnot lnsim longleftarrow longleftrightarrow longmapsto looparrowleft
    looparrowright lor lozenge lq lrcorner ltimes lvert maltese mapsto measuredangle mid mp mu multimap nLeftarrow
    nLeftrightarrow nRightarrow nVDash nVdash nabla natural ncong ne nearrow neg neq nexists ngeq ngtr ni nleftarrow
    nleftrightarrow nleq nless nmid nparallel nprec nrightarrow nsim nsubseteq nsucc nsupseteq ntriangleleft
    ntrianglelefteq ntriangleright ntrianglerighteq nu nvDash nvdash nwarrow odot omega ominus oplus oslash otimes
    owns parallel partial perp phi pi pitchfork pm prec precapprox preccurlyeq preceq precnapprox precneqq precsim
    prime propto psi rVert rangle rbrack rceil restriction rfloor rgroup rhd rho rightarrow rightarrowtail
    rightharpoondown rightharpoonup rightleftarrows rightleftharpoons rightrightarrows rightsquigarrow rightthreetimes
    risingdotseq rmoustache rtimes rvert searrow setminus sharp shortmid shortparallel sigma sim simeq slash
    smallfrown smallsetminus smallsmile smile spadesuit sphericalangle sqcap sqcup sqsubset sqsubseteq sqsupset
    sqsupseteq square star subset subseteq subseteqq subsetneq subsetneqq succ succapprox succcurlyeq succeq
    succnapprox succneqq succnsim succsim supset supseteq supseteqq supsetneq supsetneqq surd swarrow tau therefore
    theta thickapprox thicksim times to top triangle triangledown triangleleft trianglelefteq triangleq triangleright
    trianglerighteq twoheadleftarrow twoheadrightarrow ulcorner unlhd unrhd uparrow updownarrow upharpoonleft
    upharpoonright uplus upsilon upuparrows urcorner varDelta varGamma varLambda varOmega varPhi varPi varPsi varSigma
    varTheta varUpsilon varXi varepsilon varkappa varnothing varphi varpi varpropto varrho varsigma vartheta
    vartriangle vartriangleleft vartriangleright vdash vee veebar vert wedge wp wr xi yen zeta
""".split()
)
# Symbols that no script can be without braces: operators, relations that are put together, space, switches of fonts.
COMPOSED = frozenset(
    """
    Join Longrightarrow Pr arccos arcsin arctan arg bf bigcap bigcup bigodot bigoplus bigotimes bigsqcup biguplus
    bigvee bigwedge bmod bowtie cal cdots colon cong coprod cos cosh cot coth csc ddots deg det dim displaystyle doteq
    dots dotsb dotsc dotsi dotsm dotso enspace exp gcd hom idotsint iff iiiint iiint iint impliedby implies inf injlim
    int it ker ldots lg lim liminf limsup ln log longrightarrow max medspace min models negthinspace notin oint prod
    projlim qquad quad rm scriptstyle sec sf sin sinh sum sup tan tanh textstyle thickspace thinspace tt varliminf
    varlimsup vdots
""".split()
)
# Operators that `\limits` may follow.
LIMITED = frozenset(
    """bigcap bigcup bigodot bigoplus bigotimes bigsqcup biguplus bigvee bigwedge coprod det gcd inf injlim int iint
    iiint lim liminf limsup max min oint prod projlim sum sup Pr""".split()
)
INFIX = frozenset({"over", "choose", "atop"})
LIMITS = frozenset({"limits", "nolimits"})
SIZES = frozenset("big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm".split())
ALPHABETS = frozenset(
    """mathbb mathbf mathcal mathfrak mathit mathnormal mathrm mathsf mathtt text textbf textit textnormal textrm textsc
    textsf textsl texttt textup""".split()
)
ARGUMENTS = {
    **dict.fromkeys("binom cfrac dbinom dfrac frac overset stackrel tbinom tfrac underset".split(), 2),
    **dict.fromkeys(ALPHABETS, 1),
    **dict.fromkeys(
        """acute bar boldsymbol breve check ddddot dddot ddot dot grave hat mathbin mathclose mathinner mathop mathopen
        mathord mathpunct mathrel mathring mbox operatorname overbrace overleftarrow overleftrightarrow overline
        overrightarrow pmb sqrt tilde underbrace underline underrightarrow vec widehat widetilde xleftarrow
        xrightarrow not""".split(),
        1,
    ),
}
COMMANDS = SYMBOLS | COMPOSED | INFIX | LIMITS | SIZES | frozenset(ARGUMENTS) | {"left", "right"}
# Older names, and those of packages that few load.
RENAMED = {
    "Bbb": "mathbb", "mathds": "mathbb", "mathbbm": "mathbb", "frak": "mathfrak", "bold": "mathbf", "bm": "boldsymbol",
    "mathscr": "mathcal", "Cal": "mathcal", "EuScript": "mathcal", "lt": "<", "gt": ">", "sp": "^", "sb": "_",
    "dfrac": "frac", "tfrac": "frac", "lbrace": "{", "rbrace": "}",
}  # fmt: skip
