"""Wordings around links, as case-insensitive patterns: whose code it is, and whether it is code."""

from __future__ import annotations

from bibtools.records.codelinks import link_languages


def _any(*alternatives: str) -> str:
    return "|".join(alternatives)


# What is code by its name,
CODE = _any(
    r"(?:source[- ]?)?codes?|code ?base|(?:re-?)?implementations?|scripts?|(?:sub)?routines",
    r"(?:replication|reproducib\w+|reproduction) (?:package|kit|capsule|archive|suite)s?",
    r"(?:matlab|python|julia|r|jupyter|ipython|colab|mathematica|wolfram|maple|sage(?:math)?|magma|pari)"
    r" (?:demos?|examples?|files?|functions?|notebooks?|worksheets?|programs?)",
    r"(?:isabelle(?:/hol)?|coq|rocq|lean(?: ?4)?|agda|hol(?:[ -]?light)?|mizar|acl2|pvs)"
    r" (?:theor(?:y|ies)|proofs?|files?|sources?)",
    link_languages.CODE,
)
# and what is the authors' own only where they offer it.
WORK = _any(
    r"software|tool(?:box|kit|chain)?s?|packages?|librar(?:y|ies)|frameworks?|simulators?|notebooks?|repository|repo",
    r"replication(?! (?:data|materials?)\b)|reproducib\w+"
    r"|models?|weights|checkpoints?|development|formali[sz]ation|prototype|programs?|solvers?",
    r"worksheets?|kernels|firmware|front-?ends?|back-?ends?"
    r"|plug-?in|sources?|artifacts?|github|open[- ]?sourced?|benchmark(?:ing)? suite|recipes?",
    link_languages.WORK,
)
DATA = _any(
    r"data ?sets?|data ?bases?"
    r"|data"
    r"(?! (?:analys[ei]s|analytics|generat\w+|process\w+|load\w+|pipelines?|structures?|augmentation|engine"
    r"|curation)\b)"
    r"|metadata|corpus|corpora|benchmark|annotations?|recordings?|transcripts?|answers",
    r"labels|images|matrices|measurements|catalogue?s?|tables?|materials?|logs|traces|examples|samples|results",
    r"videos?|posters?|slides|talk|figures|supplement\w*|append\w+|demos?|demonstration|papers|coefficients",
    link_languages.DATA,
)
# What something is for says nothing of what it is: "to reproduce the figures and tables is available".
PURPOSE = r"\b(?:reproduc|replicat)\w+(?: \w+){1,6}?(?= (?:is|are|at|in|can|will|available)\b|\W*$)"
OFFERED = _any(
    r"available|releas(?:ed?|ing)|publish(?:ed)?|shared?|found|hosted|public|publicly|online|provided?|downloaded",
    r"accessible|accessed|obtained|collected|deposited|archived|distributed|documented|disponible|verfügbar",
    r"used by (?:the )?(?:\w+ )?(?:community|public|researchers|everyone|anyone)",
)
# Right before a link: "is available at", "can be found here:".
OFFER = (
    rf"(?:{OFFERED})(?<!public)"
    r"(?:\s+(?:on|at|from|in|via|under|through|here|as|github|gitlab|zenodo|the|this|https?|url|link|address"
    r"|repository|software"
    r"|following|git|open[- ]?source|freely|publicly|openly|directly|and|or"
    r"|pypi|cran|(?:ana)?conda|bioconductor|docker ?hub|npm"
    r"|to (?:the |all )?(?:\w+ ){0,4}?(?:community|public|researchers|everyone)"
    r"|(?:the )?(?:[\w.-]+ ){1,5}?licen[sc]e"
    r"|(?:an?|our|the|its|this) (?:authors?['’]?s? )?(?:[\w-]+ ){0,2}?(?:web ?(?:site|page)|home ?page|repositor(?:y"
    r"|ies)|repo)"
    r"|(?-i:MIT|BSD|Apache|MPL|[AL]?GPL)[\w.-]*"
    r"|for (?:[\w-]+ ){0,2}(?:download|use|research|everyone|evaluation|testing|reproducibility)))*\W*$"
    r"|\b(?:is|are|was|be|been|fully|now) open[- ]?sourced?(?:\s+(?:on|at|via|under|here|github))*\W*$"
    # "the GitHub page is at",
    r"|\bgit(?:hub|lab)?(?: (?:page|repo(?:sitory)?|project|link|url|site))? (?:is|are)"
    r"(?: (?:at|on|here|found|located|available))*\W*$"
    # "can be installed from PyPI or https://…"
    r"|\binstall(?:ed)? (?:\w+ )*?(?:through|from|via|with|using) "
    r"[^.;]*?"
    r"\b(?:PyPI|CRAN|conda|pip)\W+(?:or|and)(?: from| at)?\W*$"
    # "Readers may download the software from"
    r"|\b(?:readers?|users?|researchers?|practitioners?|one|you|any(?:one|body)|every(?:one|body)) (?:may|can|could)"
    r" (?:\w+ly )?"
    r"(?:download|obtain|get|access|find|clone|install|fetch|inspect|view|browse|try) (?:the |our |all )?"
    r"(?:[\w-]+ ){0,4}?(?:from|at|on|in|here|under)\W*$"
    # "Download the associated code from", "Try it out at"
    r"|(?:^|[.;:,(]\s*|\bplease )(?:download|get|obtain|access|find|clone|install|fetch) (?:the |our |all )?"
    r"(?:[\w-]+ ){0,4}?(?:from|at|on|in|here|under)\W*$"
    r"|(?:^|[.;:,(]\s*|\bplease )try (?:it|them|our [\w-]+)(?: out)?(?: (?:at|on|in|here|via))?(?: [\w-]+)?\W*$"
    # "added link to source"
    r"|\blinks? to (?:the |our )?(?:source(?: codes?)?|codes?|repo(?:sitory)?|software|implementation)\W*$"
    # "Reproduce all results with"
    r"|(?:^|[.;:]\s*|\bto )(?:reproduce|replicate)(?: [^.;:]{1,60}?)? (?:with|using|via|from|at)\W*$"
    r"|(?:^|[.;:]\s*)(?:to )?(?:reproduce|replicate)(?: [^.;:]{1,40}?)?:\W*$"
    # "12 pages; open source at", "methods implemented at", "results reproducible at"
    r"|(?:^|[.;:,(]\s*)(?:(?:fully|now|completely) )*open[- ]?sourced? (?:at|on|here)\W*$"
    r"|\b(?:implemented|reproducible) (?:at|here)\W*$"
    # "All figures can be reproduced with"
    r"|(?<!\bnot )(?<!\bcannot )\b(?:reproducible|(?:be|are|is) (?:reproduced|replicated)) (?:with|using|via|from)\W*$"
    # "For the current version of this software, please visit"
    r"|\b(?:for|about) [^.;:]{0,80}?(?<!competing )(?<!other )(?<!similar )\b(?:codes?|scripts?|software|packages?"
    r"|librar(?:y|ies)|tool(?:box|kit)?s?"
    r"|program(?:me)?s?)"
    r"\b[^.;:]{0,80}?,? (?:please )?(?:see|visit|go to|refer to|check(?: out)?|consult)\W*$"
)
# Where something is, without a word of an offer: "the sources of the prover are at", "all that is needed lives in".
IS_AT = (
    rf"\b(?:{CODE}|{WORK})\b(?: (?:for|of|to|behind) [^.;:,]{{0,60}}?)? (?:is|are) (?:at|on|in)\W*$"
    r"|\b(?:sources?|software|repo(?:sitory)?|package|library|toolbox) (?:of|for|to|behind) (?:\w+ ){0,3}?\w+"
    r" (?:is|are) (?:at|on|in)\W*$"
    rf"|\b(?:{CODE}|{WORK}|everything|all (?:that|which|you|we|code)) (?:[^.;:]{{0,80}} )?"
    r"(?:lives?|resides?|sits?|stays?) (?:publicly |openly )?(?:at|on|in|under)\W*$"
)
# A label without a colon: "12 pages; repo https://…", "repository of the project at".
BARE_LABEL = (
    r"(?:^|[.;,(|])\s*(?:(?:our|the|git(?:hub|lab)?|code|project|public)\s+)*(?:repo|repository|git(?:hub|lab)? page)"
    r"(?:\s+(?:of|for)\s+(?:the|this|our)\s+(?:project|paper|work|article|codes?|software))?"
    r"(?:\s+(?:is\s+)?(?:at|here|on))?\W*$"
)
# A label that says where: "Weights on", "Isabelle theories at".
PLACED_LABEL = (
    r"(?:^|[.;:,(|])\s*(?:(?!(?:on|of|for|in|with|by|from|to|about|using|via|than)\b)[\w./+-]+\s+){0,3}?"
    r"(?:software|tool(?:box|kit|chain)?s?|packages?|librar(?:y|ies)|frameworks?|simulators?|notebooks?|worksheets?|weights"
    r"|checkpoints?|formali[sz]ations?|theories|prototype|programs?|solvers?|plug-?in|artifacts?|kernels|firmware"
    r"|models?|files)\s+(?:at|on|in)\W*$"
)
# A text whose subject is a program: "Technical report for the X software at", "Manual of X,".
ABOUT_PROGRAM = (
    r"\b(?:tech(?:nical)?\.? report|manual|documentation|guide|release paper|(?:paper|article|manuscript"
    r"|report) (?:is )?"
    r"(?:related|companion)) (?:for|of|on|to|about|describing)\s+(?:the\s+)?"
    r"(?:(?:(?:codes?|software|program|package|library|tool(?:box|kit)?)\s+)?[\w.+-]+(?:\s+v?[\d.]+)?\s+)?"
    r"(?:(?:codes?|software|program|package|library|tool(?:box|kit)?)\s+)?(?:at\s+|\(\s*)?$"
)
# One verb for two: "with the data hosted on A and the framework on B".
GAPPED = (
    r"^\W*(?:and|while|whereas|but)?\W*(?:(?:the|our|its|all)\s+)?(?:[\w-]+\s+){0,3}?"
    rf"(?:{CODE}|{WORK})(?:\s+(?:is|are))?\s+(?:at|on|in|here)\W*$"
)
# What the authors do with the whole of their work, on a host: "we released the models and recipes on".
RELEASED_ON = (
    r"\bwe (?:(?:have|also|fully|now|publicly|will) )*(?:open[- ]?sourc\w+|releas\w+|publish\w*|shar(?:e|ed)"
    r"|upload\w*|host\w*)\b"
    r".*\bon\W*$"
)
# The number of a part of a sentence: "(i) the weights, (ii) the pipeline".
NUMBERED = r"\(?\b(?:[ivx]{1,4}|[a-e1-9])\)\s*"
# Says what is in the repository: "the data are in our repository at".
PLACED = (
    r"\b(?:at|in|on|from|via|through|under)\s+(?:[\w'’-]+\s+){0,3}?(?:(?:git(?:hub|lab) )?(?:repositor(?:y|ies)|repo)"
    r"|github(?! (?:link|page|url)))\b"
)
# What others wrote, and the paper itself.
LISTING = (
    r"\b(?:list|collection|repository|repo|catalog(?:ue)?|compilation|overview|index|summary) of"
    r" (?:[\w-]+,? ){0,3}?(?:papers|studies|works|literature|references|publications|articles)\b"
    r"|\b(?:paper|reading|literature|reference)[- ]lists?\b|\bcatalog(?:ue)?s (?:the|all) \w+"
    r"|\b(?:studies|references|works|papers) (?:\w+ ){0,5}?(?:are|is) (?:\w+ )?(?:listed|organi[sz]ed|collected"
    r"|curated)\b"
)
PAPER_ITSELF = (
    r"^\W*(?:(?:the|this|our|an?|latest|updated|full|reproducible|current|newest|version|source|draft|of)\s+)*"
    r"(?:paper|manuscript|article|preprint|survey|errat(?:a|um)|updates?)\b(?!['’]s?\b)[^.;:]{0,40}?"
    r"\b(?:available|found|hosted|maintained|repository)\b"
)
# A sentence without a subject of its own: "Is available here:".
SUBJECTLESS = (
    r"\W*(?:(?:it|they|these|this|is|are|can|be|also|now|freely|publicly|available|found|here|at|on|downloaded"
    r"|accessed)\b\W*)+"
)
# What something is offered as is no other thing: "available as an open-source extension of TensorFlow at".
OFFERED_AS = (
    r"(?<=[de] )as (?:an? |the )?(?:(?!part\b)[\w-]+,? ){0,4}?"
    r"(?:software|tool(?:box|kit)?|packages?|librar(?:y|ies)|extension|repositor(?:y|ies)|repo|project|framework|code"
    r"|plug-?in|fork|branch|patch|module|wrapper|add-?on|open[- ]?sourced?)"
    r"(?: (?:software|tool|project|package|code|library|extension|framework|toolkit))?"
    r"(?: (?:of|for|to|on|in) (?:the )?[\w-]+)?"
)
# The paper's own LaTeX source.
PAPER_SOURCE = (
    r"\b(?:la)?tex (?:sources?|codes?|files?)\b|\bliving document\b[^.]*\bsource(?! ?code)"
    r"|\bsources? (?:files? )?(?:of|for) (?:this|the|our) (?:paper|document|article|manuscript|survey|book|text)\b"
)
# What a paper consists of is no data: "14 pages + appendix, our checker is open source at".
COUNTS = (
    r",\s+(?:including|such as)\s[^,;.]{3,80},|"  # "the study, including raw data, is available"
    r"\b(?:\d+|one|two|three|four|five|six|several) (?:main |extra |additional )?"
    r"(?:pages?|pp\.?|figures?|figs?\.?|tables?|videos?|algorithms?)(?: (?:main|in total))?"
    r"(?:\s*(?:\+|and|with|plus|incl\w*\.?)\s*(?:the |an? |\d+ )*(?:pages? of )?"
    r"(?:append\w+|supplement\w*(?: materials?)?|figures?|tables?|ref\w+|pages?))*\s*[,;]"
)
# Software that is offered together with data: "the navigation system and the datasets".
BESIDE_DATA = (
    r"\b(?:software|systems?|tool(?:box|kit)?s?|librar(?:y|ies)|packages?|simulators?|models?|projects?|weights"
    r"|checkpoints?"
    r"|pipelines?"
    r"|frameworks?|platforms?)\b(?:,(?: [\w-]+){1,4})*,?(?: [^.;:]{0,80},)?"
    r" (?:together with|and|along with)"
    rf" (?:\w+ ){{0,3}}?(?:{DATA})\b"
    # or the other way round, "our data set and the smartphone application"
    rf"|\b(?:{DATA})\b[^.;:]{{0,80}}?,? (?:and|together with|along with) (?:\w+ ){{0,3}}?"
    r"(?:software|tool(?:box|kit)?s?|simulators?|platform|evaluation (?:framework|protocol|pipeline|suite|harness)"
    r"|pipelines?"
    r"|(?:developed|smartphone|mobile|web|desktop|android) app(?:lication)?s?)\b"
)
# A link that is called by the language or framework of the code: "TensorFlow: https://…, PyTorch: https://…".
_FRAMEWORKS = (
    "tensorflow|pytorch|keras|caffe2?|mxnet|theano|chainer|paddlepaddle|jax|flax|torch|matlab|julia|python|c\\+\\+|mindspore"
    "|jittor|octave|fortran|haskell|rust|r"
)
OF_FRAMEWORK = (
    r"(?:^|[.;:,)|]|\d{4}|\band)\W*(?:(?:official|our|in) )*"
    rf"(?P<framework>{_FRAMEWORKS})(?:[- ]?(?:[\d.]+|version|based))?\s*(?:[:：]\s*|\(\s*)$"
)
_OF_OTHERS = (
    r" (?:of|from|by) (?:(?!our|the|this|these|all|each|an?\b)"
    r"|the (?:compared|competing|baselines?|other|original|previous))"
)
# The authors speak of themselves, or a sentence speaks of the code without saying whose: then it is theirs.
# A link on the name of the authors' own: "our \\href{https://…}{Foo} approach".
OF_OURS = r"\bours?\W*$"
SELF = _any(
    r"\b(?:our|ours|notre|unsere?|nuestro)\b|\bthis (?:paper|work|article)\b",
    r"\bthe authors(?:['’]|(?: \([^)]*\))? (?:share|provide|release|publish|offer|make)\w*(?: their)?)",
    r"\bwe (?:(?:also|hereby|further|now|will|have|are|make|made|\w+ly) )*"
    r"(?:open[- ]?sourc\w+|releas\w+|publish\w*|provid\w+|shar\w+|introduc\w+|present\w*|offer\w*|distribut\w+"
    r"|describ\w+|propos\w+|develop\w*|make|host\w*|upload\w*|deposit\w*|put (?:the|our|all|this|everything))\b",
    r"(?:^|[:;,.(]\s*|\band )"
    r"(?:(?:the|all|an?|source|python|matlab|julia|r|c\+\+|complete|full|open|pytorch|tensorflow|its|accompanying"
    r"|associated|corresponding|related|supporting|described|complementary|companion|updated) )*"
    r"(?:(?!original|their|baselines?|previous|reference\b)(?-i:[A-Z])[\w-]*\s+)?"
    r"(?:codes?|implementations?|software|scripts?|packages?|tool(?:box|kit)?s?|simulators?|solvers?|notebooks?|worksheets?"
    rf"|prototype|formali[sz]ations?)\b(?!{_OF_OTHERS})",
    # "can be reproduced using the code at"
    r"\b(?:reproduc|replicat|repeat)\w+[^.;]{0,60}?\b(?:using|with|from|by|via|running)"
    r" (?:(?:the|our|this|these|all|following|accompanying|provided|supplied|attached) )*"
    r"(?:(?!original|their|public|official)\w+ )?"
    r"(?:codes?|scripts?|software|implementations?|notebooks?|package)\b",
    # "Develop an R package Foo (https://…)"
    r"(?:^|[.;,]\s*)(?:develop|introduc|present|propos|provid|releas|describ)(?:e|es|s|ed|ing)? (?:an?|the|new|our) "
    r"(?:[\w-]+ ){0,3}?(?:package|software|library|tool(?:box|kit)?|code|program|implementation)\b",
)
_PRODUCTS = "pytorch|tensorflow|jax|keras|theano|caffe|mxnet|scikit-learn|sklearn|numpy|scipy|matplotlib|pandas|gurobi"
# What things have of their own: "we demonstrate their potential".
_QUALITY = (
    r"(?:\w+ )?(?:potential|use|usage|performance|effectiveness|relations?\w*|roles?|limitations?|impact|propert(?:y"
    r"|ies)"
    r"|advantages?|strengths?|robustness|utility|capabilit\w+|interactions?|applications?|behaviou?rs?|dynamics"
    r"|effects?)"
)
# What a paper, and no program, is part of.
_VOLUME = (
    r" (?:the )?(?:[\w-]+ ){0,4}?(?:proceedings|workshop|conference|symposium|special issue|series|volume|thesis"
    r"|dissertation|collection|book)\b"
)
# Owners that are never an author, regardless of the rest of the sentence.
_COMPANIES = "google|deepmind|facebook|meta|openai|microsoft|nvidia|huggingface|apple|amazon|ibm|intel|alibaba|baidu"
_DONE = r"(?:e|ed|es|s|ing|ten|en)?"
# What is a verb behind these, and else a noun: "we test on", but "tests on".
_VERB = r"(?<=\bwe )|(?<=\bto )|(?<=\balso )|(?<=\bthen )|(?<=\bit )"
# What a paper does with its own matter: "implementing the bounds described in".
_PRESENTED = (
    r"described|proposed|presented|introduced|developed|discussed|derived|defined|shown|reported|mentioned"
    r"|outlined|explained"
)
FOREIGN = _any(
    # what the work builds on
    r"(?:re-?)?(?:buil[dt]s?|building|based|bases|relies|relied|rely|relying) (?:\w+ )?(?:up)?on"
    r"(?! (?:our|these|this) (?:\w+ )?(?:results?|findings?|observations?|analys[ei]s|insights?|evidence"
    r"|experiments?|ideas?)\b)",
    rf"(?:adapt(?:ed|s|ation)|fork(?:ed|s)?|port(?:ed)?|partly|parts?) (?:from|of)(?!{_VOLUME})",
    r"extend(?:s|ed)?(?=\W*$)|extensions? (?:of|to)",
    r"(?:deriv(?:ed|es)|borrow(?:s|ed)?|start(?:s|ed|ing)|taken|copied|comes?) from",
    r"fine-?tun\w+|initiali[sz]ed? (?:\w+ )?(?:from|with)|inspired by",
    r"(?:modif(?:y|ied|ies)|extend(?:s|ed)?|patch(?:ed)?) (?:the|an?)",
    # what it uses
    r"(?:(?:evaluat|integrat|implement|(?:pre-?)?train|writ|wrapp|combin|comput|measur|pars|tokeni[sz]"
    rf"|generat|extract|obtain|tak|run){_DONE}|(?:test|benchmark|scor|process)(?:ed|ing)|(?:{_VERB})"
    rf"(?:test|benchmark|score|process)s?) (?:(?!(?:codes?|scripts?|software|recipes?|pipelines?|is|are"
    rf"|{_PRESENTED})\b)\w+ ){{0,4}}?"
    r"(?:inside|within|with|into|in|against|to|on|via|using)",
    r"us(?:e|es|ing)"
    r"|used(?! (?:for|in|by) (?:the|our|this|these) (?:\w+ )?(?:demo\w*|paper|experiments?|study|work|results?"
    r"|manuscript|article"
    r"|analys[ei]s|simulations?)\b)"
    r"|employ(?:s|ed|ing)?|adopt(?:s|ed|ing)?|(?<!the )follow(?:s|ed|ing)?|calls?|called|calling",
    r"(?:sampled|mined|collected|crawled) (?:from|at)"
    r"|(?:included|integrated|merged) in(?:to)?|contributed to|needs?|requires?|depends? on"
    r"|(?<!the )(?<!a )(?<!and )(?<!added )(?<!with )(?<!new )(?<!updated )links? to|invokes?|imports?",
    r"plugs? into|re-?run|with the help of|benchmark(?:ed|ing)? (?-i:[A-Z])\w+|such as|similar to|apply|applied to",
    rf"part of(?!{_VOLUME})|submodule|dependency"
    # but "via the Git repository https://…"
    r"|via(?!(?:\W+(?:the|an?|our|public|open|online|anonym\w+|dedicated|accompanying|git|github|gitlab|bitbucket"
    r"|repo(?:sitory)?"
    r"|following|url|link|address|page|website|site|project|https?))*\W*$)",
    # what it studies
    r"attack(?:s|ed)?|bugs? (?:in|of)|vulnerabilit\w+ (?:in|of)|replicat(?:e|es|ed)(?= \w+:)|unmodified",
    # what it is compared with
    r"in contrast (?:to|with)|contrary to|unlike|confused with|differs? from",
    r"compar(?:e|es|ed|ing|ison)(?: \w+)? (?:with|to|against)|against|than|outperforms?",
    r"(?<!our )baselines?(?! (?:\w+ )?(?:codes?|implementation))|competitors?|winners?",
    r"(?:prior|previous|existing|competing|compared|other) (?:\w+ )?(?:methods?|works?|codes?|approach\w*)",
    # whose it is
    rf"the authors of|(?:their|his|her)(?! (?:{_QUALITY})\b)|others|et al"
    r"|(?:its|the|original|those|whose) authors(?!['’]? (?:\w+ )?(?:git\w+|repo\w*|web ?\w+|pages?|site|home ?page)\b)",
    r"the original|original (?:code|implementation)|thanks?(?: to)?|grateful|acknowledge\w*|credits?",
    r"(?:made|prepared|provided|written|developed|maintained|curated|collected|released) by(?! us\b| the authors|\W*$)",
    r"courtesy of|organi[sz]ers?|(?:challenge|competition)['’]s",
    r"(?:codes?|implementations?|software) (?:of|by|from) (?-i:[A-Z][a-z]+ and [A-Z][a-z]+|[A-Z]\w+['’]s?)",
    r"(?:codes?|implementations?|software) (?:of|for) (?:the )?"
    r"(?:compared|competing|competitors?|baselines?|other|previous|prior|\[\d)",
    rf"(?:{_COMPANIES})['’]s? (?:\w+ )?(?:codes?|implementations?|software|librar(?:y|ies)|repo\w*)",
    rf"(?:{_COMPANIES}) (?:has|have) (?:\w+ )?(?:released|published|open[- ]?sourced|provided)",
    link_languages.FOREIGN,
)
# Whoever is meant is not the authors, even if the words go on about "our method".
FOREIGN_ALWAYS = _any(
    r"third[- ]part(?:y|ies)|unofficial(?:ly)?|somebody else|someone else|community (?:port|implementation)",
    r"(?:made|prepared|provided|written|developed|maintained|curated|released|published|created|implemented|designed"
    r"|built)"
    # but "Published by Springer, and the code is"
    r" by (?-i:[A-Z])\w+(?![^;:]*, (?:and )?(?:(?:the|our|source|all) )*(?:codes?|implementation|software)\b)",
    r"(?:codes?|implementations?|software) (?:of|for|from|by) (?-i:[A-Z]\w+) (?:et al|[(\[]\d+)",
    r"(?:codes?|implementations?|software) (?:of|from|by) (?-i:[A-Z][a-z]+ and [A-Z][a-z]+)",
    r"(?:codes?|implementations?|software) (?:of|for|from|by) \[\d+",
    r"(?:codes?|implementations?|software) (?:of|for|from) (?:the |all )?"
    r"(?:compared|competing|competitors?|baselines?"
    r"|(?:other|previous|prior|related|existing) (?:works?|methods?|papers))"
    r"(?!(?: \w+)?,? (?:and|as well as) (?:(?:for|of) )?(?:our|ours|the proposed|this|all)\b)",
    r"\[\d[^\]]*\],? whose",
    # "Ours is at …, that of [3] at"
    r"(?:and|but|while|whereas|that|those|[:;,]) (?:for|of|from|by) (?:\[\d[^\]]*\]|(?-i:[A-Z])\w+ et al\.?)"
    r"(?: (?:is|are))?(?: available)? (?:at|in|on|here)",
    # "Smith et al. [3] (code at …)"
    r"(?:arxiv:\S+|\[\d[^\]]*\]|\(\d{4}\)|et al\.)\s*\((?:their )?(?:codes?|implementation|github|repo\w*)",
)
# After a link: "…, on which our code is based".
FOREIGN_BEHIND = (
    r"\W*(?:on which|upon which|which we (?:use|extend|modify|adapt)"
    r"|(?:was|were|is|are) (?:used|unmodified|fine-?tuned|extended|modified|adapted)"
    r"|(?:was|were|is|are) (?:made|written|developed|released|published|provided|maintained) by (?!us\b|the authors)"
    r"|by (?:its|their|the original) authors"
    r"|for (?:the |an? |more )?(?:original|official|previous|list|(?:codes?|implementation)s? (?:of|by) (?-i:[A-Z])\w+)"
    r")\b"
)
OWNED_BEHIND = (
    r"\W*(?:contains?|holds?|hosts?|provides?|is|for|has)\b[^.;]*"
    rf"\b(?:our|the|all|source) (?:\w+ )?(?:{CODE}|{WORK})\b"
)
# "our code and the original code are available at A and B, respectively"
OF_ANOTHER = r"\b(?:original|baselines?|previous|competing)\s*$"
# "We use nanoGPT. https://…"
USED_BEFORE = r"\b(?:us(?:e|es|ed|ing)|based on|buil[dt]s? on|from|follow(?:s|ed|ing)?)\b[^.!?]*[.!?]\W*$"
# What is made, or done with, before a finite verb: "models trained on Foo are", "the scripts used for tests are".
PARTICIPLE = r"(?:pre-?)?(?:\w+ed|built|written|run|taken)\b"
OFFER_OF_HEAD = (
    r"(?!.*\b(?:which|that|whose|where|from)\b)[^.;:]*\b(?:is|are|can be|will be|has been|have been)\b[^,;:]*$"
)
# A subject whose sentence goes on behind its first verb: "is implemented in Foo and available at".
GOES_ON = (
    r"(?!.*\b(?:which|that|whose|where)\b).*(?:\band (?:(?:is|are|can be|was|were|(?:has|have|will) be(?:en)?) )?"
    r"|, (?:is|are|can be|(?:has|have|will) be(?:en)?) )(?:(?:also|now|freely|publicly|openly|made|fully) )*$"
)
# The purpose of code, not a subject of the sentence: "the routines for the simulation results".
AIM = (
    r"\b(?:for|of|to|behind|reproduc\w+|generat\w+|produc\w+)\s+(?:the|our|all)\s+(?:[\w-]+"
    r"\s+){0,2}?(?:experiments?|results|evaluation)\b"
)
OTHER_SUBJECT = r"\b(?:we|i|they|he|she|experiments?|results|evaluation|parsing|training)\b"
# An adjective or a purpose, no use: "trained models in", "designed for use in", "scripts used for tests".
NO_USE = _any(
    r"(?<!we )(?<!our )\b(?:pre-?)?trained (?=(?:models?|weights|networks?|checkpoints?)\b)",
    r"\b(?:for|to|of) use (?=(?:in|by|at|across|with(?:in)?)\b)|\b(?:easy|simple|ready|free)[- ]to[- ]use\b",
    r"\bfor (?:[\w-]+ (?:and|or) )?(?:fine-?tuning|(?:pre-?)?training|testing|inference)\b",
    r"\bfor (?:[\w-]+ ){1,2}use\b(?! (?:of|the|an?)\b)",
    r"(?:(?<=reproduced )|(?<=reproducible )|(?<=replicated ))using(?=\W*$)",
    r"\b(?:which|that|what) we call\b|\bto re-?run (?=(?:the|our|all|this|every)\b)",
    r"\bused by (?=the \w*\s?community|anyone|everyone)",
    r"(?:(?<=code )|(?<=codes )|(?<=scripts )|(?<=software )|(?<=program )|(?<=programs ))used (?:for|during"
    r"|to) (?=(?-i:[a-z]))",
)
# A demonstration of code: "we provide a demo of Foo at".
DEMONSTRATION = (
    r"\b(?:provid|releas|shar|publish|open[- ]?sourc)\w* (?:an? |the |our )?(?:\w+ )?"
    r"(?:demo|tutorial)\b(?! (?:video|image)s?)"
)
STANDS_ON = r"(?:us(?:e|es|ing)\b|(?:re-?)?(?:buil|bas|rel|need|requir|depend|borrow|adapt|fork|extend|modif))"
# An offer of code that the sentence has attributed to others: "builds on the Foo code, available at".
OFFER_OF_ANOTHERS = (
    rf"(?![^,;:(]*\b(?:and|but)\b)(?!.*[,:(]\W*(?:(?:the|our|all|with|source|python|full) )*(?:{CODE})\b)"
    r"(?!(?:(?!which|that).)*\b(?:is|are|can|will|has|have|we)\b)"
)
# Behind "check" or "visit" and a link: "for the unified platform".
CALLED_BEHIND = (
    r"\W*for (?:(?:the|our|all|more|full) )*(?:\w+ ){0,3}?"
    rf"(?:{CODE}|{WORK}|platforms?|systems?|details?|information)\b"
)
# What a link may be called without saying whose it is.
NEUTRAL_LABEL = (
    r"(?:^|[.,;(|]\s*|\b)(?:(?:the|a|web|project)\s*)*"
    r"(?:links?|urls?|availab(?:le|ility)|see|here|address|at|on|project (?:web)?(?:page|site)|licen[sc]e)\W*[:：]\s*$"
    r"|(?:^|[.;,(|]\s*)(?:(?:our|the|related|project|paper)\s+)*(?:project|home ?page|web ?site|web ?page|page|site"
    r"|(?:see|find|for) more(?: (?:details?|information))?)"
    r"(?:\s+(?:is|at))*\s*[:：-]?\s*$"
)
# A product that is only named: "NumPy (https://…)", "from the repository https://…".
PRODUCT = _any(
    r"(?<![.:;] )(?<!^)\b(?!git|bitbucket|zenodo|sourceforge|cran\b|pypi\b)(?-i:\w*[A-Z]\w*)\s*(?:library|toolkit"
    r"|framework|package|model)?\s*[(\[]\s*$",
    r"\b(?:(?<!go )(?<!refer )(?<!head )(?<!over )to|from|of|in|by|the (?!following\b)\w+|open-source \w+)\s+$",
)
PRODUCT_IS = rf"\W*(?:{_PRODUCTS}) (?:is|can be|was)\b"
