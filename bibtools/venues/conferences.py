"""The conferences that comments claim most: short name; full name; other names. Facts, written down by hand.

Words that a comment may leave out (the sponsor, "International", "Annual", "on") need no name of their own here, nor do
abbreviated ones (`lookup`). A full name that is the short one is not repeated: `=`, or nothing.
"""

from __future__ import annotations

CONFERENCES = """
3DV; International Conference on 3D Vision
AAAI; AAAI Conference on Artificial Intelligence; National Conference on Artificial Intelligence|\
Association for the Advancement of Artificial Intelligence
AAMAS; International Conference on Autonomous Agents and Multiagent Systems; Autonomous Agents and Multi-Agent Systems
ACC; American Control Conference
ACCV; Asian Conference on Computer Vision
ACII; International Conference on Affective Computing and Intelligent Interaction
ACL; Annual Meeting of the Association for Computational Linguistics; Association for Computational Linguistics
ACM MM; ACM International Conference on Multimedia; ACMMM|ACM Multimedia|MM
ACML; Asian Conference on Machine Learning
ACSAC; Annual Computer Security Applications Conference
AIED; International Conference on Artificial Intelligence in Education
AISTATS; International Conference on Artificial Intelligence and Statistics; Artificial Intelligence and Statistics
Allerton; Allerton Conference on Communication, Control, and Computing; Allerton Conference
ASE; International Conference on Automated Software Engineering
Asilomar; Asilomar Conference on Signals, Systems and Computers; Asilomar Conference
ASONAM; International Conference on Advances in Social Networks Analysis and Mining
ASPLOS; Architectural Support for Programming Languages and Operating Systems
ASRU; Automatic Speech Recognition and Understanding Workshop
ATVA; International Symposium on Automated Technology for Verification and Analysis
BMVC; British Machine Vision Conference
CADE; International Conference on Automated Deduction
CAV; International Conference on Computer Aided Verification; Computer Aided Verification
CCC; Computational Complexity Conference; Conference on Computational Complexity
CCS; Conference on Computer and Communications Security
CDC; Conference on Decision and Control
CEC; Congress on Evolutionary Computation
CHI; Conference on Human Factors in Computing Systems; CHI Conference|Human Factors in Computing Systems
CHIIR; Conference on Human Information Interaction and Retrieval
CHIL; Conference on Health, Inference, and Learning
CIKM; International Conference on Information and Knowledge Management
COLING; International Conference on Computational Linguistics
COLM; Conference on Language Modeling
COLT; Conference on Learning Theory; Conference on Computational Learning Theory
CONCUR; International Conference on Concurrency Theory
CoNEXT; International Conference on Emerging Networking Experiments and Technologies
CoNLL; Conference on Computational Natural Language Learning
CoRL; Conference on Robot Learning
CP; International Conference on Principles and Practice of Constraint Programming
CPM; Symposium on Combinatorial Pattern Matching
CRYPTO; International Cryptology Conference
CSCW; Conference on Computer-Supported Cooperative Work and Social Computing; Computer Supported Cooperative Work
CSF; Computer Security Foundations Symposium
CSL; Conference on Computer Science Logic; Computer Science Logic
CVPR; Conference on Computer Vision and Pattern Recognition; Computer Vision and Pattern Recognition
DAC; Design Automation Conference
DATE; Design, Automation and Test in Europe Conference; Design, Automation and Test in Europe
DCC; Data Compression Conference
DICTA; Digital Image Computing: Techniques and Applications
DISC; International Symposium on Distributed Computing
DSAA; International Conference on Data Science and Advanced Analytics
DSN; International Conference on Dependable Systems and Networks
EACL; Conference of the European Chapter of the Association for Computational Linguistics
EC; Conference on Economics and Computation
ECAI; European Conference on Artificial Intelligence
ECC; European Control Conference
ECCV; European Conference on Computer Vision
ECIR; European Conference on Information Retrieval
ECML PKDD; European Conference on Machine Learning and Principles and Practice of Knowledge Discovery in Databases; \
ECMLPKDD|ECML|PKDD|European Conference on Machine Learning
ECOOP; European Conference on Object-Oriented Programming
EDBT; International Conference on Extending Database Technology
EMBC; International Conference of the Engineering in Medicine and Biology Society
EMNLP; Conference on Empirical Methods in Natural Language Processing; Empirical Methods in Natural Language Processing
EMSOFT; International Conference on Embedded Software
ESA; European Symposium on Algorithms
ESEC/FSE; European Software Engineering Conference and Symposium on the Foundations of Software Engineering
ESOP; European Symposium on Programming
ESORICS; European Symposium on Research in Computer Security
ESWC; Extended Semantic Web Conference; European Semantic Web Conference
EUROCRYPT; International Conference on the Theory and Applications of Cryptographic Techniques
Eurographics; Conference of the European Association for Computer Graphics; EuroGraphics
EuroSys; European Conference on Computer Systems
EuroVis; Eurographics Conference on Visualization
EUSIPCO; European Signal Processing Conference
FAccT; Conference on Fairness, Accountability, and Transparency; FAT*|FAccT
FG; International Conference on Automatic Face and Gesture Recognition
FM; International Symposium on Formal Methods
FMCAD; Formal Methods in Computer-Aided Design
FOCS; Symposium on Foundations of Computer Science
FOSSACS; International Conference on Foundations of Software Science and Computation Structures
FPGA; International Symposium on Field-Programmable Gate Arrays; ISFPGA
FPL; International Conference on Field-Programmable Logic and Applications
FSCD; International Conference on Formal Structures for Computation and Deduction
FSE; International Symposium on the Foundations of Software Engineering; Foundations of Software Engineering
FSTTCS; Conference on Foundations of Software Technology and Theoretical Computer Science
FUSION; International Conference on Information Fusion
GD; International Symposium on Graph Drawing and Network Visualization; Symposium on Graph Drawing
GECCO; Genetic and Evolutionary Computation Conference
GLOBECOM; Global Communications Conference; Globecom
GlobalSIP; Global Conference on Signal and Information Processing
HPCA; International Symposium on High-Performance Computer Architecture
HPEC; High Performance Extreme Computing Conference
HRI; International Conference on Human-Robot Interaction
HSCC; International Conference on Hybrid Systems: Computation and Control
HT; Conference on Hypertext and Social Media; Hypertext
ICALP; International Colloquium on Automata, Languages, and Programming
ICANN; International Conference on Artificial Neural Networks
ICAPS; International Conference on Automated Planning and Scheduling
ICASSP; International Conference on Acoustics, Speech and Signal Processing
ICC; International Conference on Communications
ICCAD; International Conference on Computer-Aided Design
ICCV; International Conference on Computer Vision
ICDAR; International Conference on Document Analysis and Recognition
ICDCS; International Conference on Distributed Computing Systems
ICDE; International Conference on Data Engineering
ICDM; International Conference on Data Mining
ICDT; International Conference on Database Theory
ICFP; International Conference on Functional Programming
ICIP; International Conference on Image Processing
ICLP; International Conference on Logic Programming
ICLR; International Conference on Learning Representations
ICME; International Conference on Multimedia and Expo
ICMI; International Conference on Multimodal Interaction
ICML; International Conference on Machine Learning
ICMLA; International Conference on Machine Learning and Applications
ICMR; International Conference on Multimedia Retrieval
ICNC; International Conference on Computing, Networking and Communications
ICONIP; International Conference on Neural Information Processing
ICPR; International Conference on Pattern Recognition
ICRA; International Conference on Robotics and Automation
ICSE; International Conference on Software Engineering
ICSME; International Conference on Software Maintenance and Evolution
ICTIR; International Conference on the Theory of Information Retrieval
ICWS; International Conference on Web Services
ICWSM; International AAAI Conference on Web and Social Media; AAAI Conference on Weblogs and Social Media|\
International Conference on Web and Social Media|International Conference on Weblogs and Social Media
IEEE BigData; IEEE International Conference on Big Data; BigData|IEEE Big Data
IEEE S&P; IEEE Symposium on Security and Privacy; Symposium on Security and Privacy
IEEE VIS; IEEE Visualization Conference; IEEE VIS|VIS
IJCAI; International Joint Conference on Artificial Intelligence; Joint Conference on Artificial Intelligence
IJCAR; International Joint Conference on Automated Reasoning
IJCB; International Joint Conference on Biometrics
IJCNLP; International Joint Conference on Natural Language Processing
IJCNN; International Joint Conference on Neural Networks
IMC; Internet Measurement Conference
INFOCOM; International Conference on Computer Communications; Infocom
INLG; International Conference on Natural Language Generation
Interspeech; Conference of the International Speech Communication Association; INTERSPEECH
IPDPS; International Parallel and Distributed Processing Symposium
IPEC; International Symposium on Parameterized and Exact Computation
IPMI; International Conference on Information Processing in Medical Imaging; Information Processing in Medical Imaging
IPSN; International Conference on Information Processing in Sensor Networks
IROS; International Conference on Intelligent Robots and Systems; Intelligent Robots and Systems
ISAAC; International Symposium on Algorithms and Computation
ISBI; International Symposium on Biomedical Imaging
ISCA; International Symposium on Computer Architecture
ISCAS; International Symposium on Circuits and Systems
ISIT; International Symposium on Information Theory
ISMAR; International Symposium on Mixed and Augmented Reality
ISMIR; International Society for Music Information Retrieval Conference; Society for Music Information Retrieval
ISSAC; International Symposium on Symbolic and Algebraic Computation
ISSTA; International Symposium on Software Testing and Analysis
ISWC; International Semantic Web Conference
ITCS; Innovations in Theoretical Computer Science
ITP; International Conference on Interactive Theorem Proving; Interactive Theorem Proving
ITSC; Intelligent Transportation Systems Conference; International Conference on Intelligent Transportation Systems
ITW; Information Theory Workshop
IUI; International Conference on Intelligent User Interfaces
IV; Intelligent Vehicles Symposium
JCDL; Joint Conference on Digital Libraries
KDD; Conference on Knowledge Discovery and Data Mining; SIGKDD|SIGKDD Conference|Knowledge Discovery and Data Mining
KR; International Conference on Principles of Knowledge Representation and Reasoning
LAK; International Conference on Learning Analytics and Knowledge
LICS; Symposium on Logic in Computer Science; Logic in Computer Science
LREC; Language Resources and Evaluation Conference; International Conference on Language Resources and Evaluation
MFCS; International Symposium on Mathematical Foundations of Computer Science
MICCAI; International Conference on Medical Image Computing and Computer-Assisted Intervention
MICRO; International Symposium on Microarchitecture
MIDL; Medical Imaging with Deep Learning
MILCOM; Military Communications Conference
MLHC; Machine Learning for Healthcare Conference; Machine Learning for Healthcare
MLSP; International Workshop on Machine Learning for Signal Processing
MLSys; Conference on Machine Learning and Systems; SysML
MobiCom; International Conference on Mobile Computing and Networking
MobiHoc; International Symposium on Mobile Ad Hoc Networking and Computing
MobiSys; International Conference on Mobile Systems, Applications, and Services
MSR; International Conference on Mining Software Repositories; Mining Software Repositories
NAACL; Conference of the North American Chapter of the Association for Computational Linguistics; NAACL-HLT
NDSS; Network and Distributed System Security Symposium
NeurIPS; Conference on Neural Information Processing Systems; NIPS|Neural Information Processing Systems
NFM; NASA Formal Methods Symposium; NASA Formal Methods
NSDI; Symposium on Networked Systems Design and Implementation
OOPSLA; Object-Oriented Programming, Systems, Languages, and Applications
OSDI; Symposium on Operating Systems Design and Implementation
PACT; International Conference on Parallel Architectures and Compilation Techniques
PAKDD; Pacific-Asia Conference on Knowledge Discovery and Data Mining
PETS; Privacy Enhancing Technologies Symposium; Proceedings on Privacy Enhancing Technologies|PoPETs
PIMRC; International Symposium on Personal, Indoor and Mobile Radio Communications
PLDI; Conference on Programming Language Design and Implementation; Programming Language Design and Implementation
PODC; Symposium on Principles of Distributed Computing
PODS; Symposium on Principles of Database Systems
POPL; Symposium on Principles of Programming Languages; Principles of Programming Languages
PPoPP; Symposium on Principles and Practice of Parallel Programming
PPSN; International Conference on Parallel Problem Solving from Nature; Parallel Problem Solving from Nature
PRICAI; Pacific Rim International Conference on Artificial Intelligence
QEST; International Conference on Quantitative Evaluation of Systems
QoMEX; International Conference on Quality of Multimedia Experience
RE; International Requirements Engineering Conference
RecSys; Conference on Recommender Systems
RO-MAN; International Conference on Robot and Human Interactive Communication; International Symposium on Robot and \
Human Interactive Communication
RSS; Robotics: Science and Systems
SAC; Symposium on Applied Computing
SANER; International Conference on Software Analysis, Evolution and Reengineering
SAT; International Conference on Theory and Applications of Satisfiability Testing
SC; International Conference for High Performance Computing, Networking, Storage and Analysis
SDM; SIAM International Conference on Data Mining
SECON; International Conference on Sensing, Communication and Networking
SenSys; Conference on Embedded Networked Sensor Systems
SIGCOMM; Conference on Data Communication
SIGCSE; Technical Symposium on Computer Science Education
SIGGRAPH; Conference on Computer Graphics and Interactive Techniques; SIGGRAPH North America
SIGGRAPH Asia; Conference on Computer Graphics and Interactive Techniques in Asia
SIGIR; International Conference on Research and Development in Information Retrieval; SIGIR Conference
SIGMETRICS; International Conference on Measurement and Modeling of Computer Systems
SIGMOD; International Conference on Management of Data; SIGMOD Conference
SIGSPATIAL; International Conference on Advances in Geographic Information Systems
SLT; Spoken Language Technology Workshop
SMC; International Conference on Systems, Man, and Cybernetics
SoCG; International Symposium on Computational Geometry; Symposium on Computational Geometry
SODA; Symposium on Discrete Algorithms
SOSP; Symposium on Operating Systems Principles
SOUPS; Symposium on Usable Privacy and Security
SPAA; Symposium on Parallelism in Algorithms and Architectures
SPAWC; International Workshop on Signal Processing Advances in Wireless Communications
STACS; Symposium on Theoretical Aspects of Computer Science
STOC; Symposium on Theory of Computing; Symposium on the Theory of Computing
TACAS; International Conference on Tools and Algorithms for the Construction and Analysis of Systems
TARK; Conference on Theoretical Aspects of Rationality and Knowledge
TCC; Theory of Cryptography Conference
UAI; Conference on Uncertainty in Artificial Intelligence; Uncertainty in Artificial Intelligence
UbiComp; International Joint Conference on Pervasive and Ubiquitous Computing
UCNC; International Conference on Unconventional Computation and Natural Computation
UIST; Symposium on User Interface Software and Technology
USENIX ATC; USENIX Annual Technical Conference
USENIX Security; USENIX Security Symposium
VLDB; International Conference on Very Large Data Bases; PVLDB|Very Large Data Bases|Proceedings of the VLDB Endowment
VR; Conference on Virtual Reality and 3D User Interfaces; IEEE VR
VTC; Vehicular Technology Conference
WACV; Winter Conference on Applications of Computer Vision; Workshop on Applications of Computer Vision
WAFR; Workshop on the Algorithmic Foundations of Robotics
WADS; Algorithms and Data Structures Symposium
WASPAA; Workshop on Applications of Signal Processing to Audio and Acoustics
WCNC; Wireless Communications and Networking Conference
WebSci; Web Science Conference
WG; International Workshop on Graph-Theoretic Concepts in Computer Science
WHC; World Haptics Conference
WINE; Conference on Web and Internet Economics
WMT; Conference on Machine Translation
WSC; Winter Simulation Conference
WSDM; International Conference on Web Search and Data Mining; Web Search and Data Mining
WWW; World Wide Web Conference; International Conference on World Wide Web|The Web Conference|TheWebConf
"""
