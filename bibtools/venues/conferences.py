"""The conferences that comments claim most: short name; full name; other names. Facts, written down by hand.

Words that a comment may leave out (the sponsor, "International", "Annual", "on") need no name of their own here, nor do
abbreviated ones (`lookup`). A full name that is the short one is not repeated: `=`, or nothing.
"""

from __future__ import annotations

CONFERENCES = """
3DV; International Conference on 3D Vision
AAAI; AAAI Conference on Artificial Intelligence; National Conference on Artificial Intelligence|\
Association for the Advancement of Artificial Intelligence
AAAI Fall Symposium; AAAI Fall Symposium Series; AAAI Fall Symposia
AAAI Spring Symposium; AAAI Spring Symposium Series; AAAI Spring Symposia
AAMAS; International Conference on Autonomous Agents and Multiagent Systems; Autonomous Agents and Multi-Agent Systems
ACAT; International Workshop on Advanced Computing and Analysis Techniques in Physics Research
ACC; American Control Conference
ACCV; Asian Conference on Computer Vision
ACII; International Conference on Affective Computing and Intelligent Interaction
ACL; Annual Meeting of the Association for Computational Linguistics; Association for Computational Linguistics
ACM BCB; ACM Conference on Bioinformatics, Computational Biology, and Health Informatics; ACM-BCB|\
ACM Conference on Bioinformatics, Computational Biology and Biomedical Informatics
ACM MM; ACM International Conference on Multimedia; ACMMM|ACM Multimedia|MM
ACML; Asian Conference on Machine Learning
ACRA; Australasian Conference on Robotics and Automation
ACSAC; Annual Computer Security Applications Conference
ACSW; Australasian Computer Science Week
ADASS; Astronomical Data Analysis Software and Systems; Conference on Astronomical Data Analysis Software and Systems
Advances in Modal Logic; Conference on Advances in Modal Logic
AFL; International Conference on Automata and Formal Languages
AFT; Conference on Advances in Financial Technologies
AGI; International Conference on Artificial General Intelligence
AIED; International Conference on Artificial Intelligence in Education
AIES; AAAI/ACM Conference on AI, Ethics, and Society; Conference on Artificial Intelligence, Ethics, and Society
AIIDE; AAAI Conference on Artificial Intelligence and Interactive Digital Entertainment; \
Conference on Artificial Intelligence and Interactive Digital Entertainment|\
Artificial Intelligence and Interactive Digital Entertainment
AINA; International Conference on Advanced Information Networking and Applications
AISTATS; International Conference on Artificial Intelligence and Statistics; Artificial Intelligence and Statistics
AKBC; Conference on Automated Knowledge Base Construction; Automated Knowledge Base Construction
Allerton; Allerton Conference on Communication, Control, and Computing; Allerton Conference
AMCIS; Americas Conference on Information Systems
AMW; Alberto Mendelzon International Workshop on Foundations of Data Management; Alberto Mendelzon Workshop
ANALCO; Workshop on Analytic Algorithmics and Combinatorics; Analytic Algorithmics and Combinatorics
ANZCC; Australian and New Zealand Control Conference
APBC; Asia-Pacific Bioinformatics Conference
APSEC; Asia-Pacific Software Engineering Conference
APSIPA ASC; Asia-Pacific Signal and Information Processing Association Annual Summit and Conference; APSIPA
ARES; International Conference on Availability, Reliability and Security
ASE; International Conference on Automated Software Engineering
AsiaCCS; Asia Conference on Computer and Communications Security; \
ACM Symposium on Information, Computer and Communications Security
AsiaSim; Asia Simulation Conference
Asilomar; Asilomar Conference on Signals, Systems and Computers; Asilomar Conference
ASONAM; International Conference on Advances in Social Networks Analysis and Mining
ASP-DAC; Asia and South Pacific Design Automation Conference
ASPLOS; Architectural Support for Programming Languages and Operating Systems
ASRU; Automatic Speech Recognition and Understanding Workshop
ASSETS; International ACM SIGACCESS Conference on Computers and Accessibility; \
Conference on Computers and Accessibility
ATVA; International Symposium on Automated Technology for Verification and Analysis
Australasian Conference on Information Systems
BDCAT; International Conference on Big Data Computing, Applications and Technologies
BIBE; International Conference on Bioinformatics and Bioengineering
BIBM; International Conference on Bioinformatics and Biomedicine
BigComp; International Conference on Big Data and Smart Computing
BigMM; International Conference on Multimedia Big Data
BioCAS; Biomedical Circuits and Systems Conference
BioRob; International Conference on Biomedical Robotics and Biomechatronics
BIOSIG; International Conference of the Biometrics Special Interest Group
BMVC; British Machine Vision Conference
BTAS; International Conference on Biometrics: Theory, Applications and Systems
CADE; International Conference on Automated Deduction
CALDAM; International Conference on Algorithms and Discrete Applied Mathematics
CAMAD; International Workshop on Computer Aided Modeling and Design of Communication Links and Networks
CAMSAP; International Workshop on Computational Advances in Multi-Sensor Adaptive Processing
CASC; International Workshop on Computer Algebra in Scientific Computing
CASE; IEEE International Conference on Automation Science and Engineering
CAV; International Conference on Computer Aided Verification; Computer Aided Verification
CAVS; IEEE Connected and Automated Vehicles Symposium
CCC; Computational Complexity Conference; Conference on Computational Complexity
CCCG; Canadian Conference on Computational Geometry
CCECE; Canadian Conference on Electrical and Computer Engineering
CCGrid; International Symposium on Cluster, Cloud and Grid Computing; \
International Symposium on Cluster, Cloud and Internet Computing
CCNC; Consumer Communications and Networking Conference
CCS; Conference on Computer and Communications Security
CDC; Conference on Decision and Control
CEC; Congress on Evolutionary Computation
CHEP; International Conference on Computing in High Energy and Nuclear Physics; \
Computing in High Energy and Nuclear Physics|Computing in High Energy Physics
CHI; Conference on Human Factors in Computing Systems; CHI Conference|Human Factors in Computing Systems
CHI PLAY; Annual Symposium on Computer-Human Interaction in Play
CHIIR; Conference on Human Information Interaction and Retrieval
CHIL; Conference on Health, Inference, and Learning
CIAA; International Conference on Implementation and Application of Automata
CICLing; International Conference on Computational Linguistics and Intelligent Text Processing
CICLOPS; International Colloquium on Implementation of Constraint Logic Programming Systems; \
International Colloquium on Implementation of Constraint and Logic Programming Systems
CICM; Conference on Intelligent Computer Mathematics; Intelligent Computer Mathematics
CIG; IEEE Conference on Computational Intelligence and Games
CIKM; International Conference on Information and Knowledge Management
CISS; Conference on Information Sciences and Systems
CL&C; Workshop on Classical Logic and Computation
CLOSER; International Conference on Cloud Computing and Services Science
CloudCom; International Conference on Cloud Computing Technology and Science
CMSB; International Conference on Computational Methods in Systems Biology
CNL; International Workshop on Controlled Natural Language
CNSM; International Conference on Network and Service Management
COCOA; International Conference on Combinatorial Optimization and Applications
COCOON; International Computing and Combinatorics Conference; International Conference on Computing and Combinatorics
CODASPY; Conference on Data and Application Security and Privacy
CoG; IEEE Conference on Games; IEEE COG
CogSci; Annual Meeting of the Cognitive Science Society; Annual Conference of the Cognitive Science Society|\
Cognitive Science Society Conference
COLING; International Conference on Computational Linguistics
COLM; Conference on Language Modeling
COLT; Conference on Learning Theory; Conference on Computational Learning Theory
Complex Networks and Their Applications; International Conference on Complex Networks and Their Applications; \
International Workshop on Complex Networks and Their Applications
COMPSAC; Computers, Software, and Applications Conference; Computer Software and Applications Conference
COMPUMAG; International Conference on the Computation of Electromagnetic Fields
COMSNETS; International Conference on Communication Systems and Networks
CONCUR; International Conference on Concurrency Theory
CoNEXT; International Conference on Emerging Networking Experiments and Technologies
CoNLL; Conference on Computational Natural Language Learning
CoRL; Conference on Robot Learning
CP; International Conference on Principles and Practice of Constraint Programming
CPM; Symposium on Combinatorial Pattern Matching
CPP; International Conference on Certified Programs and Proofs
CREST; Workshop on formal reasoning about Causation, Responsibility, and Explanations in Science and Technology; \
Workshop on Causal Reasoning for Embedded and safety-critical Systems Technologies
CRV; Conference on Computer and Robot Vision
CRYPTO; International Cryptology Conference
CSCW; Conference on Computer-Supported Cooperative Work and Social Computing; Computer Supported Cooperative Work
CSEE&T; Conference on Software Engineering Education and Training
CSF; Computer Security Foundations Symposium
CSL; Conference on Computer Science Logic; Computer Science Logic
CSR; International Computer Science Symposium in Russia
CVPR; Conference on Computer Vision and Pattern Recognition; Computer Vision and Pattern Recognition
DAC; Design Automation Conference
DAFx; International Conference on Digital Audio Effects
DATE; Design, Automation and Test in Europe Conference; Design, Automation and Test in Europe
DaWaK; International Conference on Big Data Analytics and Knowledge Discovery; \
International Conference on Data Warehousing and Knowledge Discovery
DCASE; Workshop on Detection and Classification of Acoustic Scenes and Events; \
Detection and Classification of Acoustic Scenes and Events
DCC; Data Compression Conference
DCM; International Workshop on Developments in Computational Models
DCOSS; International Conference on Distributed Computing in Sensor Systems
DEBS; International Conference on Distributed and Event-Based Systems
DEXA; International Conference on Database and Expert Systems Applications
DICE-FOPARA; Joint Workshop on Developments in Implicit Computational Complexity and Foundational and Practical \
Aspects of Resource Analysis
DICTA; Digital Image Computing: Techniques and Applications
DIMVA; International Conference on Detection of Intrusions and Malware, and Vulnerability Assessment
DISC; International Symposium on Distributed Computing
DLS; Dynamic Languages Symposium
DLT; International Conference on Developments in Language Theory
DPF; Meeting of the Division of Particles and Fields of the American Physical Society; DPF Meeting
DREAMCloud; Workshop on Dynamic Resource Allocation and Management in Embedded, High Performance and Cloud Computing
DS-RT; International Symposium on Distributed Simulation and Real Time Applications
DSAA; International Conference on Data Science and Advanced Analytics
DSN; International Conference on Dependable Systems and Networks
DySPAN; International Symposium on Dynamic Spectrum Access Networks
EACL; Conference of the European Chapter of the Association for Computational Linguistics
EASC; Exascale Applications and Software Conference; International Conference on Exascale Applications and Software
EASE; International Conference on Evaluation and Assessment in Software Engineering
EC; Conference on Economics and Computation
ECAI; European Conference on Artificial Intelligence
ECAL; European Conference on Artificial Life
ECBS; International Conference on the Engineering of Computer-Based Systems; \
European Conference on the Engineering of Computer-Based Systems
ECC; European Control Conference
ECCE; Energy Conversion Congress and Exposition
ECCS; European Conference on Complex Systems
ECCV; European Conference on Computer Vision
ECIR; European Conference on Information Retrieval
ECML PKDD; European Conference on Machine Learning and Principles and Practice of Knowledge Discovery in Databases; \
ECMLPKDD|ECML|PKDD|European Conference on Machine Learning
ECMR; European Conference on Mobile Robots
ECOC; European Conference on Optical Communication
ECOOP; European Conference on Object-Oriented Programming
EDBT; International Conference on Extending Database Technology
EDCC; European Dependable Computing Conference
EDM; International Conference on Educational Data Mining
EMBC; International Conference of the Engineering in Medicine and Biology Society
EMNLP; Conference on Empirical Methods in Natural Language Processing; \
Empirical Methods in Natural Language Processing
EMSOFT; International Conference on Embedded Software
ENASE; International Conference on Evaluation of Novel Approaches to Software Engineering
ESA; European Symposium on Algorithms
ESANN; European Symposium on Artificial Neural Networks, Computational Intelligence and Machine Learning; \
European Symposium on Artificial Neural Networks
ESEC/FSE; European Software Engineering Conference and Symposium on the Foundations of Software Engineering
ESEM; International Symposium on Empirical Software Engineering and Measurement
ESOP; European Symposium on Programming
ESORICS; European Symposium on Research in Computer Security
ESSS; International Workshop on Engineering Safety and Security Systems
ESWC; Extended Semantic Web Conference; European Semantic Web Conference
ETFA; International Conference on Emerging Technologies and Factory Automation
EuCAP; European Conference on Antennas and Propagation
EuCNC; European Conference on Networks and Communications
Euro-Par; European Conference on Parallel Processing; \
International European Conference on Parallel and Distributed Computing|EuroPar
EUROCRYPT; International Conference on the Theory and Applications of Cryptographic Techniques
Eurographics; Conference of the European Association for Computer Graphics; EuroGraphics
European Conference on Power Electronics and Applications
European Wireless; European Wireless Conference
EuroS&P; European Symposium on Security and Privacy; Euro S&P
EuroSys; European Conference on Computer Systems
EuroVis; Eurographics Conference on Visualization
EUSIPCO; European Signal Processing Conference
EvoMUSART; International Conference on Computational Intelligence in Music, Sound, Art and Design
EWRL; European Workshop on Reinforcement Learning
EWSN; International Conference on Embedded Wireless Systems and Networks; \
European Conference on Wireless Sensor Networks
EXPRESS/SOS; Combined Workshop on Expressiveness in Concurrency and Structural Operational Semantics
F-IDE; Workshop on Formal Integrated Development Environment
FAccT; Conference on Fairness, Accountability, and Transparency; FAT*|FAccT
FASE; International Conference on Fundamental Approaches to Software Engineering; \
Fundamental Approaches to Software Engineering
FC; International Conference on Financial Cryptography and Data Security; Financial Cryptography and Data Security|\
Financial Cryptography
FCCM; International Symposium on Field-Programmable Custom Computing Machines
FESCA; International Workshop on Formal Engineering Approaches to Software Components and Architectures
FG; International Conference on Automatic Face and Gesture Recognition
FICC; Future of Information and Communication Conference
FICS; International Workshop on Fixed Points in Computer Science
FIE; Frontiers in Education Conference
FM; International Symposium on Formal Methods
FMCAD; Formal Methods in Computer-Aided Design
FMSPLE; International Workshop on Formal Methods and Analysis in Software Product Line Engineering
FOCLASA; International Workshop on Foundations of Coordination Languages and Self-Adaptive Systems; \
International Workshop on the Foundations of Coordination Languages and Software Architectures
FOCS; Symposium on Foundations of Computer Science
FOGA; Conference on Foundations of Genetic Algorithms; Foundations of Genetic Algorithms
FoIKS; International Symposium on Foundations of Information and Knowledge Systems
FORMATS; International Conference on Formal Modeling and Analysis of Timed Systems; \
Formal Modeling and Analysis of Timed Systems
FORTE; International Conference on Formal Techniques for Distributed Objects, Components, and Systems
FOSINT-SI; International Symposium on Foundations of Open Source Intelligence and Security Informatics
FOSSACS; International Conference on Foundations of Software Science and Computation Structures
FPGA; International Symposium on Field-Programmable Gate Arrays; ISFPGA
FPL; International Conference on Field-Programmable Logic and Applications
FPSAC; International Conference on Formal Power Series and Algebraic Combinatorics; \
Formal Power Series and Algebraic Combinatorics
FroCoS; International Symposium on Frontiers of Combining Systems
FRUCT; Conference of the Open Innovations Association FRUCT; Conference of Open Innovations Association
FSCD; International Conference on Formal Structures for Computation and Deduction
FSE; International Symposium on the Foundations of Software Engineering; Foundations of Software Engineering
FSP; International Workshop on FPGAs for Software Programmers
FSR; Conference on Field and Service Robotics; International Conference on Field and Service Robotics
FSTTCS; Conference on Foundations of Software Technology and Theoretical Computer Science
FTC; Future Technologies Conference
FUN; International Conference on Fun with Algorithms
FUSION; International Conference on Information Fusion
FVAV; Workshop on Formal Verification of Autonomous Vehicles; Formal Verification of Autonomous Vehicles Workshop
GaM; Workshop on Graphs as Models; Graphs as Models
GandALF; International Symposium on Games, Automata, Logics, and Formal Verification
GCCE; Global Conference on Consumer Electronics
GD; International Symposium on Graph Drawing and Network Visualization; Symposium on Graph Drawing
GECCO; Genetic and Evolutionary Computation Conference
GlobalSIP; Global Conference on Signal and Information Processing
GLOBECOM; Global Communications Conference; Globecom
Graphics Interface; Graphics Interface Conference
HaTT; International Workshop on Hammers for Type Theories
HCOMP; AAAI Conference on Human Computation and Crowdsourcing; Conference on Human Computation and Crowdsourcing
HCVS; Workshop on Horn Clauses for Verification and Synthesis
HICSS; Hawaii International Conference on System Sciences
HiPC; International Conference on High Performance Computing, Data, and Analytics
HOR; International Workshop on Higher-Order Rewriting
HOST; International Symposium on Hardware Oriented Security and Trust
HPCA; International Symposium on High-Performance Computer Architecture
HPCC; International Conference on High Performance Computing and Communications
HPDC; International Symposium on High-Performance Parallel and Distributed Computing; \
International Symposium on High Performance Distributed Computing
HPEC; High Performance Extreme Computing Conference
HRI; International Conference on Human-Robot Interaction
HSB; International Workshop on Hybrid Systems Biology
HSCC; International Conference on Hybrid Systems: Computation and Control
HT; Conference on Hypertext and Social Media; Hypertext
Humanoids; IEEE-RAS International Conference on Humanoid Robots; International Conference on Humanoid Robots
IAU Symposium; Symposium of the International Astronomical Union; IAU Symp.
Iberian Robotics Conference
ICA3PP; International Conference on Algorithms and Architectures for Parallel Processing
ICAART; International Conference on Agents and Artificial Intelligence
ICAC; International Conference on Autonomic Computing
ICACCI; International Conference on Advances in Computing, Communications and Informatics
ICADL; International Conference on Asia-Pacific Digital Libraries; International Conference on Asian Digital Libraries
ICALEPCS; International Conference on Accelerator and Large Experimental Physics Control Systems
ICALP; International Colloquium on Automata, Languages, and Programming
ICANN; International Conference on Artificial Neural Networks
ICAPS; International Conference on Automated Planning and Scheduling
ICAR; International Conference on Advanced Robotics
ICARCV; International Conference on Control, Automation, Robotics and Vision
ICASSP; International Conference on Acoustics, Speech and Signal Processing
ICB; International Conference on Biometrics; IAPR International Conference on Biometrics
ICBC; International Conference on Blockchain and Cryptocurrency
ICBK; International Conference on Big Knowledge
ICBO; International Conference on Biomedical Ontology
ICC; International Conference on Communications
ICCAD; International Conference on Computer-Aided Design
ICCAR; International Conference on Control, Automation and Robotics
ICCCN; International Conference on Computer Communications and Networks
ICCCNT; International Conference on Computing, Communication and Networking Technologies
ICCD; International Conference on Computer Design
ICCPS; International Conference on Cyber-Physical Systems
ICCSA; International Conference on Computational Science and Its Applications
ICCV; International Conference on Computer Vision
ICDAR; International Conference on Document Analysis and Recognition
ICDCN; International Conference on Distributed Computing and Networking
ICDCS; International Conference on Distributed Computing Systems
ICDE; International Conference on Data Engineering
ICDL-EpiRob; International Conference on Development and Learning and on Epigenetic Robotics; \
International Conference on Development and Learning and Epigenetic Robotics
ICDM; International Conference on Data Mining
ICDT; International Conference on Database Theory
ICE; Interaction and Concurrency Experience
ICECCS; International Conference on Engineering of Complex Computer Systems
ICFCA; International Conference on Formal Concept Analysis
ICFEM; International Conference on Formal Engineering Methods
ICFP; International Conference on Functional Programming
ICHEP; International Conference on High Energy Physics
ICIAP; International Conference on Image Analysis and Processing
ICIP; International Conference on Image Processing
ICIT; International Conference on Industrial Technology
ICLP; International Conference on Logic Programming
ICLR; International Conference on Learning Representations
ICME; International Conference on Multimedia and Expo
ICMI; International Conference on Multimodal Interaction
ICML; International Conference on Machine Learning
ICMLA; International Conference on Machine Learning and Applications
ICMR; International Conference on Multimedia Retrieval
ICNC; International Conference on Computing, Networking and Communications
ICNP; International Conference on Network Protocols
ICONIP; International Conference on Neural Information Processing
ICPADS; International Conference on Parallel and Distributed Systems
ICPC; International Conference on Program Comprehension
ICPR; International Conference on Pattern Recognition
ICPRAI; International Conference on Pattern Recognition and Artificial Intelligence
ICPRAM; International Conference on Pattern Recognition Applications and Methods
ICRA; International Conference on Robotics and Automation
ICRC; International Cosmic Ray Conference
ICRoM; RSI International Conference on Robotics and Mechatronics; \
International Conference on Robotics and Mechatronics|RSI/ISM International Conference on Robotics and Mechatronics
ICS; International Conference on Supercomputing
ICSC; International Conference on Semantic Computing
ICSE; International Conference on Software Engineering
ICSME; International Conference on Software Maintenance and Evolution
ICSOC; International Conference on Service-Oriented Computing
ICSR; International Conference on Social Robotics
ICTAI; International Conference on Tools with Artificial Intelligence
ICTC; International Conference on Information and Communication Technology Convergence; \
International Conference on ICT Convergence
ICTERI; International Conference on ICT in Education, Research and Industrial Applications
ICTIR; International Conference on the Theory of Information Retrieval
ICUAS; International Conference on Unmanned Aircraft Systems
ICVGIP; Indian Conference on Computer Vision, Graphics and Image Processing
ICVS; International Conference on Computer Vision Systems
ICWE; International Conference on Web Engineering
ICWS; International Conference on Web Services
ICWSM; International AAAI Conference on Web and Social Media; AAAI Conference on Weblogs and Social Media|\
International Conference on Web and Social Media|International Conference on Weblogs and Social Media
IECON; Annual Conference of the IEEE Industrial Electronics Society
IEEE BigData; IEEE International Conference on Big Data; BigData|IEEE Big Data
IEEE Cluster; IEEE International Conference on Cluster Computing
IEEE Conference on Communications and Network Security; =; IEEE CNS
IEEE International Conference on Cloud Computing
IEEE PES General Meeting; IEEE Power and Energy Society General Meeting; PESGM|PES General Meeting|IEEE PES GM
IEEE S&P; IEEE Symposium on Security and Privacy; Symposium on Security and Privacy
IEEE VIS; IEEE Visualization Conference; IEEE VIS|VIS
IEEE/CIC International Conference on Communications in China; =; International Conference on Communications in China|\
IEEE/CIC ICCC
IFAC World Congress; World Congress of the International Federation of Automatic Control; IFAC WC
IFIP Networking
IFIP Performance; International Symposium on Computer Performance, Modeling, Measurements and Evaluation
IFIP SEC; IFIP International Conference on ICT Systems Security and Privacy Protection
IFL; International Symposium on Implementation and Application of Functional Languages; \
Symposium on Implementation and Application of Functional Languages
iFM; International Conference on Integrated Formal Methods
IFToMM World Congress; World Congress in Mechanism and Machine Science; \
IFToMM World Congress in Mechanism and Machine Science
IGARSS; International Geoscience and Remote Sensing Symposium
IISWC; International Symposium on Workload Characterization
IJCAI; International Joint Conference on Artificial Intelligence; Joint Conference on Artificial Intelligence
IJCAR; International Joint Conference on Automated Reasoning
IJCB; International Joint Conference on Biometrics
IJCNLP; International Joint Conference on Natural Language Processing
IJCNN; International Joint Conference on Neural Networks
IMC; Internet Measurement Conference
IMPEX; International Workshop on Handling IMPlicit and EXplicit Knowledge in Formal System Development
INAP; International Conference on Applications of Declarative Programming and Knowledge Management
INFOCOM; International Conference on Computer Communications; Infocom
InfoVis; IEEE Conference on Information Visualization; IEEE Symposium on Information Visualization
INLG; International Conference on Natural Language Generation
INTERACT; IFIP TC13 International Conference on Human-Computer Interaction
International Computer Music Conference
International Conference on Cloud Computing, GRIDs, and Virtualization
International Conference on Computational Creativity
International Conference on Computing Frontiers; =; Computing Frontiers Conference|ACM Computing Frontiers
International Conference on Connected Health: Applications, Systems and Engineering Technologies
International Conference on DNA Computing and Molecular Programming
International Conference on Information and Communications Security
International Conference on Intelligent Autonomous Systems
International Conference on Machine Learning and Computing
International Conference on Machine Learning and Cybernetics
International Conference on Machine Learning, Optimization, and Data Science
International Conference on Multimedia Modeling
International Conference on Principles and Practice of Multi-Agent Systems; =; \
Principles and Practice of Multi-Agent Systems
International Conference on Principles of Security and Trust; =; Principles of Security and Trust
International Conference on Software Language Engineering
International Conference on Software Testing, Verification and Validation
International Conference on Supercomputing in Nuclear Applications; =; \
Joint International Conference on Supercomputing in Nuclear Applications
International Congress on Mathematical Software
International Meshing Roundtable
International Symposium on Lattice Field Theory; =; Symposium on Lattice Field Theory
International Symposium on String Processing and Information Retrieval; =; String Processing and Information Retrieval
International Workshop on Computational Kinematics
International Workshop on Non-Monotonic Reasoning; =; International Workshop on Nonmonotonic Reasoning
International Workshop on Principles of Diagnosis
International Workshop on the Lustre Ecosystem
Interspeech; Conference of the International Speech Communication Association; INTERSPEECH
IPAC
IPDPS; International Parallel and Distributed Processing Symposium
IPEC; International Symposium on Parameterized and Exact Computation
IPIN; International Conference on Indoor Positioning and Indoor Navigation
IPMI; International Conference on Information Processing in Medical Imaging; Information Processing in Medical Imaging
IPSN; International Conference on Information Processing in Sensor Networks
IPTA; International Conference on Image Processing Theory, Tools and Applications
Iranian Conference on Machine Vision and Image Processing
Irish Conference on Artificial Intelligence and Cognitive Science
IROS; International Conference on Intelligent Robots and Systems; Intelligent Robots and Systems
ISAAC; International Symposium on Algorithms and Computation
ISBI; International Symposium on Biomedical Imaging
ISBRA; International Symposium on Bioinformatics Research and Applications
ISCA; International Symposium on Computer Architecture
ISCAS; International Symposium on Circuits and Systems
ISCC; Symposium on Computers and Communications
ISCRAM; International Conference on Information Systems for Crisis Response and Management
ISIT; International Symposium on Information Theory
ISITA; International Symposium on Information Theory and Its Applications
ISLPED; International Symposium on Low Power Electronics and Design
ISMAR; International Symposium on Mixed and Augmented Reality
ISMIR; International Society for Music Information Retrieval Conference; Society for Music Information Retrieval
ISPDC; International Symposium on Parallel and Distributed Computing
ISQS; International Conference on Integrable Systems and Quantum Symmetries
ISRR; International Symposium on Robotics Research
ISSAC; International Symposium on Symbolic and Algebraic Computation
ISSCC; International Solid-State Circuits Conference
ISSI; International Conference of the International Society for Scientometrics and Informetrics; \
International Society of Scientometrics and Informetrics Conference|\
International Conference on Scientometrics and Informetrics
ISSRE; International Symposium on Software Reliability Engineering
ISSTA; International Symposium on Software Testing and Analysis
ISTC; International Symposium on Turbo Codes and Iterative Information Processing; \
International Symposium on Topics in Coding|International Symposium on Turbo Codes
ISVLSI; IEEE Computer Society Annual Symposium on VLSI
ISWC; International Semantic Web Conference
ISWCS; International Symposium on Wireless Communication Systems
ITA; Information Theory and Applications Workshop; Workshop on Information Theory and Applications
ITCS; Innovations in Theoretical Computer Science
ITP; International Conference on Interactive Theorem Proving; Interactive Theorem Proving
ITRS; Workshop on Intersection Types and Related Systems
ITS World Congress; Intelligent Transport Systems World Congress
ITSC; Intelligent Transportation Systems Conference; International Conference on Intelligent Transportation Systems
ITW; Information Theory Workshop
IUI; International Conference on Intelligent User Interfaces
IV; Intelligent Vehicles Symposium
IVAPP; International Conference on Information Visualization Theory and Applications
IVCNZ; International Conference on Image and Vision Computing New Zealand; Image and Vision Computing New Zealand
IWAENC; International Workshop on Acoustic Signal Enhancement; \
International Workshop on Acoustic Echo and Noise Control
IWCIA; International Workshop on Combinatorial Image Analysis
IWCMC; International Wireless Communications and Mobile Computing Conference; \
International Conference on Wireless Communications and Mobile Computing
IWOCA; International Workshop on Combinatorial Algorithms
IWSDS; International Workshop on Spoken Dialogue Systems Technology; \
International Workshop on Spoken Dialogue Systems|International Workshop on Spoken Dialog Systems
IWSLT; International Workshop on Spoken Language Translation; International Conference on Spoken Language Translation
JCDL; Joint Conference on Digital Libraries
JURIX; International Conference on Legal Knowledge and Information Systems
KDD; Conference on Knowledge Discovery and Data Mining; SIGKDD|SIGKDD Conference|Knowledge Discovery and Data Mining
KDIR; International Conference on Knowledge Discovery and Information Retrieval
KR; International Conference on Principles of Knowledge Representation and Reasoning
LAK; International Conference on Learning Analytics and Knowledge
LATA; International Conference on Language and Automata Theory and Applications
LATIN; Latin American Theoretical Informatics Symposium; Latin American Symposium on Theoretical Informatics|\
Latin American Theoretical INformatics
LCN; Conference on Local Computer Networks
LCWS; International Workshop on Future Linear Colliders; International Linear Collider Workshop
LFCS; International Symposium on Logical Foundations of Computer Science
LFMTP; International Workshop on Logical Frameworks and Meta-Languages: Theory and Practice
LICS; Symposium on Logic in Computer Science; Logic in Computer Science
LINAC; Linear Accelerator Conference; International Linac Conference
LINEARITY; International Workshop on Linearity
Linearity-TLLA; Joint International Workshop on Linearity and Trends in Linear Logic and Applications
LOPSTR; International Symposium on Logic-Based Program Synthesis and Transformation
LPAR; International Conference on Logic for Programming, Artificial Intelligence and Reasoning
LPNMR; International Conference on Logic Programming and Nonmonotonic Reasoning; \
International Conference on Logic Programming and Non-Monotonic Reasoning
LREC; Language Resources and Evaluation Conference; International Conference on Language Resources and Evaluation
MACIS; International Conference on Mathematical Aspects of Computer and Information Sciences
MARS; Workshop on Models for Formal Analysis of Real Systems
MaxEnt; International Workshop on Bayesian Inference and Maximum Entropy Methods in Science and Engineering; \
Bayesian Inference and Maximum Entropy Methods in Science and Engineering
MBT; Workshop on Model-Based Testing
MECO; Mediterranean Conference on Embedded Computing
Med-Hoc-Net; Mediterranean Ad Hoc Networking Workshop
MedInfo; World Congress on Medical and Health Informatics
Mediterranean Conference on Control and Automation
MEMICS; Doctoral Workshop on Mathematical and Engineering Methods in Computer Science
MeTRiD; International Workshop on Methods and Tools for Rigorous System Design
MFCS; International Symposium on Mathematical Foundations of Computer Science
MICCAI; International Conference on Medical Image Computing and Computer-Assisted Intervention
MICRO; International Symposium on Microarchitecture
MIDL; Medical Imaging with Deep Learning
MILCOM; Military Communications Conference
MIPR; Conference on Multimedia Information Processing and Retrieval
MIPRO; International Convention on Information and Communication Technology, Electronics and Microelectronics
ML/OCaml; ML Family Workshop and OCaml Users and Developers Workshop
MLDM; International Conference on Machine Learning and Data Mining
MLHC; Machine Learning for Healthcare Conference; Machine Learning for Healthcare
MLICOM; International Conference on Machine Learning and Intelligent Communications
MLSP; International Workshop on Machine Learning for Signal Processing
MLSys; Conference on Machine Learning and Systems; SysML
MMSP; International Workshop on Multimedia Signal Processing
MMSys; Multimedia Systems Conference
MobiCom; International Conference on Mobile Computing and Networking
MobiHoc; International Symposium on Mobile Ad Hoc Networking and Computing
MobileHCI; International Conference on Human-Computer Interaction with Mobile Devices and Services
MobiQuitous; International Conference on Mobile and Ubiquitous Systems: Computing, Networking and Services
MobiSys; International Conference on Mobile Systems, Applications, and Services
MODELSWARD; International Conference on Model-Driven Engineering and Software Development
MSFP; Workshop on Mathematically Structured Functional Programming
MSR; International Conference on Mining Software Repositories; Mining Software Repositories
MSWiM; International Conference on Modeling, Analysis and Simulation of Wireless and Mobile Systems
MTNS; International Symposium on Mathematical Theory of Networks and Systems
MUME; International Workshop on Musical Metacreation
MWSCAS; Midwest Symposium on Circuits and Systems
NAACL; Conference of the North American Chapter of the Association for Computational Linguistics; NAACL-HLT
NCC; National Conference on Communications
NDSS; Network and Distributed System Security Symposium
NetMob; Conference on the Scientific Analysis of Mobile Phone Datasets
NetSci-X; =; NetSciX
NETYS; International Conference on Networked Systems
NeurIPS; Conference on Neural Information Processing Systems; NIPS|Neural Information Processing Systems
NFM; NASA Formal Methods Symposium; NASA Formal Methods
NIME; International Conference on New Interfaces for Musical Expression; New Interfaces for Musical Expression
NOMS; Network Operations and Management Symposium
NSDI; Symposium on Networked Systems Design and Implementation
OAGM; Workshop of the Austrian Association for Pattern Recognition; OAGM Workshop
OCEANS; MTS/IEEE OCEANS Conference
OFC; Optical Fiber Communication Conference; Optical Fiber Communications Conference and Exhibition
OOPSLA; Object-Oriented Programming, Systems, Languages, and Applications
OPODIS; International Conference on Principles of Distributed Systems
OSDI; Symposium on Operating Systems Design and Implementation
PACT; International Conference on Parallel Architectures and Compilation Techniques
PAKDD; Pacific-Asia Conference on Knowledge Discovery and Data Mining
PASC; Platform for Advanced Scientific Computing Conference; PASC Conference
PASCO; International Symposium on Parallel Symbolic Computation; \
International Workshop on Parallel and Symbolic Computation
PCSC; Philippine Computing Science Congress
PDP; Euromicro International Conference on Parallel, Distributed, and Network-Based Processing
PEARC; Conference on Practice and Experience in Advanced Research Computing; \
Practice and Experience in Advanced Research Computing
PERC; Physics Education Research Conference; PERC Proceedings|Physics Education Research Conference Proceedings
PerCom; International Conference on Pervasive Computing and Communications; Pervasive Computing and Communications
PETS; Privacy Enhancing Technologies Symposium; Proceedings on Privacy Enhancing Technologies|PoPETs
PIMRC; International Symposium on Personal, Indoor and Mobile Radio Communications
PKC; International Conference on Practice and Theory of Public-Key Cryptography; Public Key Cryptography
PLACES; Workshop on Programming Language Approaches to Concurrency and Communication-cEntric Software
PLDI; Conference on Programming Language Design and Implementation; Programming Language Design and Implementation
PODC; Symposium on Principles of Distributed Computing
PODS; Symposium on Principles of Database Systems
POPL; Symposium on Principles of Programming Languages; Principles of Programming Languages
PowerTech; IEEE PES PowerTech Conference; IEEE PowerTech|IEEE PES PowerTech
PPAM; International Conference on Parallel Processing and Applied Mathematics
PPoPP; Symposium on Principles and Practice of Parallel Programming
PPSN; International Conference on Parallel Problem Solving from Nature; Parallel Problem Solving from Nature
PrePost; International Workshop on Pre- and Post-Deployment Verification Techniques
PRICAI; Pacific Rim International Conference on Artificial Intelligence
PROFES; International Conference on Product-Focused Software Process Improvement
PROLE; Spanish Conference on Programming and Computer Languages; Jornadas sobre Programación y Lenguajes
PROMISE; International Conference on Predictive Models and Data Analytics in Software Engineering; \
International Conference on Predictive Models in Software Engineering
PSB; Pacific Symposium on Biocomputing
PSCC; Power Systems Computation Conference
PST; International Conference on Privacy, Security and Trust
PxTP; International Workshop on Proof Exchange for Theorem Proving
QAPL; Workshop on Quantitative Aspects of Programming Languages and Systems; \
Workshop on Quantitative Aspects of Programming Languages
QEST; International Conference on Quantitative Evaluation of Systems
QoMEX; International Conference on Quality of Multimedia Experience
QPL; International Conference on Quantum Physics and Logic; International Workshop on Quantum Physics and Logic
RAID; International Symposium on Research in Attacks, Intrusions and Defenses; \
International Symposium on Recent Advances in Intrusion Detection|Recent Advances in Intrusion Detection
RAMiCS; International Conference on Relational and Algebraic Methods in Computer Science
RE; International Requirements Engineering Conference
RECOMB; International Conference on Research in Computational Molecular Biology; \
Research in Computational Molecular Biology
RECOMB-Seq
RecSys; Conference on Recommender Systems
Refine; Refinement Workshop
Rencontres de Moriond; =; Moriond
RO-MAN; International Conference on Robot and Human Interactive Communication; \
International Symposium on Robot and Human Interactive Communication
ROBIO; International Conference on Robotics and Biomimetics
RoboCup Symposium; RoboCup International Symposium
RoboSoft; International Conference on Soft Robotics
ROCLING; Conference on Computational Linguistics and Speech Processing
RSS; Robotics: Science and Systems
RTSS; Real-Time Systems Symposium
RuleML; International Web Rule Symposium; International RuleML Symposium
RuleML+RR; International Joint Conference on Rules and Reasoning
SAC; Symposium on Applied Computing
SAGT; International Symposium on Algorithmic Game Theory
SampTA; International Conference on Sampling Theory and Applications
SANER; International Conference on Software Analysis, Evolution and Reengineering
SAS; International Static Analysis Symposium; Static Analysis Symposium
SAT; International Conference on Theory and Applications of Satisfiability Testing
SBAC-PAD; International Symposium on Computer Architecture and High Performance Computing
SBMF; Brazilian Symposium on Formal Methods
SBP-BRiMS; International Conference on Social Computing, Behavioral-Cultural Modeling and Prediction and Behavior \
Representation in Modeling and Simulation
SC; International Conference for High Performance Computing, Networking, Storage and Analysis
SciVis; IEEE Scientific Visualization Conference
SDM; SIAM International Conference on Data Mining
SEA; International Symposium on Experimental Algorithms; Symposium on Experimental Algorithms
SEAA; Euromicro Conference on Software Engineering and Advanced Applications
SECON; International Conference on Sensing, Communication and Networking
SecureComm; International Conference on Security and Privacy in Communication Networks
SEFM; International Conference on Software Engineering and Formal Methods
SEKE; International Conference on Software Engineering and Knowledge Engineering
SemEval; International Workshop on Semantic Evaluation
SenSys; Conference on Embedded Networked Sensor Systems
SIGCOMM; Conference on Data Communication
SIGCSE; Technical Symposium on Computer Science Education
SIGDIAL; Annual Meeting of the Special Interest Group on Discourse and Dialogue; SIGDIAL Conference
SIGGRAPH; Conference on Computer Graphics and Interactive Techniques; SIGGRAPH North America
SIGGRAPH Asia; Conference on Computer Graphics and Interactive Techniques in Asia
SIGIR; International Conference on Research and Development in Information Retrieval; SIGIR Conference
SIGMETRICS; International Conference on Measurement and Modeling of Computer Systems
SIGMOD; International Conference on Management of Data; SIGMOD Conference
SIGSPATIAL; International Conference on Advances in Geographic Information Systems
SIMPAR; International Conference on Simulation, Modeling, and Programming for Autonomous Robots
SIROCCO; International Colloquium on Structural Information and Communication Complexity
SITIS; International Conference on Signal-Image Technology and Internet-Based Systems
SIU; Signal Processing and Communications Applications Conference
SLT; Spoken Language Technology Workshop
SmartGridComm; International Conference on Communications, Control, and Computing Technologies for Smart Grids; \
International Conference on Smart Grid Communications
SMC; International Conference on Systems, Man, and Cybernetics
SoCG; International Symposium on Computational Geometry; Symposium on Computational Geometry
SocInfo; International Conference on Social Informatics
SODA; Symposium on Discrete Algorithms
SOFSEM; International Conference on Current Trends in Theory and Practice of Computer Science
Software Quality Days; =; Software Quality Days Conference
SOSP; Symposium on Operating Systems Principles
SOUPS; Symposium on Usable Privacy and Security
SPAA; Symposium on Parallelism in Algorithms and Architectures
SPARS; Signal Processing with Adaptive Sparse Structured Representations
SPAWC; International Workshop on Signal Processing Advances in Wireless Communications
SPECOM; International Conference on Speech and Computer
SPLC; International Software Product Line Conference; International Systems and Software Product Line Conference
SPMB; Signal Processing in Medicine and Biology Symposium
SR; International Workshop on Strategic Reasoning
SSBSE; International Symposium on Search Based Software Engineering
SSCI; IEEE Symposium Series on Computational Intelligence
SSRR; International Symposium on Safety, Security, and Rescue Robotics
STACS; Symposium on Theoretical Aspects of Computer Science
StarSEM; Joint Conference on Lexical and Computational Semantics
STI; International Conference on Science and Technology Indicators
STOC; Symposium on Theory of Computing; Symposium on the Theory of Computing
SynCoP; International Workshop on Synthesis of Complex Parameters
SYNT; Workshop on Synthesis
SYSTOR; International Systems and Storage Conference
TACAS; International Conference on Tools and Algorithms for the Construction and Analysis of Systems
TAMC; International Conference on Theory and Applications of Models of Computation
TARK; Conference on Theoretical Aspects of Rationality and Knowledge
TAROS; Conference Towards Autonomous Robotic Systems; Towards Autonomous Robotic Systems
TCC; Theory of Cryptography Conference
TENCON; IEEE Region 10 Conference
TERMGRAPH; International Workshop on Computing with Terms and Graphs
TFPIE; International Workshop on Trends in Functional Programming in Education
ThEdu; International Workshop on Theorem Proving Components for Educational Software
TPDL; International Conference on Theory and Practice of Digital Libraries
TrustCom; International Conference on Trust, Security and Privacy in Computing and Communications
TTL; International Conference on Tools for Teaching Logic; International Congress on Tools for Teaching Logic
TYPES; International Conference on Types for Proofs and Programs
UAI; Conference on Uncertainty in Artificial Intelligence; Uncertainty in Artificial Intelligence
UbiComp; International Joint Conference on Pervasive and Ubiquitous Computing
UCNC; International Conference on Unconventional Computation and Natural Computation
UIST; Symposium on User Interface Software and Technology
UITP; Workshop on User Interfaces for Theorem Provers
UKCI; UK Workshop on Computational Intelligence
USENIX ATC; USENIX Annual Technical Conference
USENIX Security; USENIX Security Symposium
V2CPS; International Workshop on Verification and Validation of Cyber-Physical Systems
VAST; IEEE Conference on Visual Analytics Science and Technology; \
IEEE Symposium on Visual Analytics Science and Technology
VEM; Workshop on Software Visualization, Evolution and Maintenance; \
Brazilian Workshop on Software Visualization, Evolution and Maintenance
VISAPP; International Conference on Computer Vision Theory and Applications
VISIGRAPP; International Joint Conference on Computer Vision, Imaging and Computer Graphics Theory and Applications
VL/HCC; Symposium on Visual Languages and Human-Centric Computing
VLDB; International Conference on Very Large Data Bases; PVLDB|Very Large Data Bases|Proceedings of the VLDB Endowment
VMCAI; International Conference on Verification, Model Checking, and Abstract Interpretation
VNC; Vehicular Networking Conference
VPT; International Workshop on Verification and Program Transformation
VR; Conference on Virtual Reality and 3D User Interfaces; IEEE VR
VRST; Symposium on Virtual Reality Software and Technology
VTC; Vehicular Technology Conference
WABI; Workshop on Algorithms in Bioinformatics
WACV; Winter Conference on Applications of Computer Vision; Workshop on Applications of Computer Vision
WADS; Algorithms and Data Structures Symposium
WAFR; Workshop on the Algorithmic Foundations of Robotics
WALCOM; International Conference and Workshops on Algorithms and Computation; \
International Workshop on Algorithms and Computation
WASPAA; Workshop on Applications of Signal Processing to Audio and Acoustics
WCCI; World Congress on Computational Intelligence
WCECS; World Congress on Engineering and Computer Science
WCICA; World Congress on Intelligent Control and Automation
WCNC; Wireless Communications and Networking Conference
WebSci; Web Science Conference; Conference on Web Science
WEIS; Workshop on the Economics of Information Security
WFLP; International Workshop on Functional and Logic Programming; \
International Workshop on Functional and Constraint Logic Programming
WG; International Workshop on Graph-Theoretic Concepts in Computer Science
WHC; World Haptics Conference
WHISPERS; Workshop on Hyperspectral Image and Signal Processing: Evolution in Remote Sensing; \
Workshop on Hyperspectral Image and Signal Processing
WIFS; International Workshop on Information Forensics and Security
WiMob; International Conference on Wireless and Mobile Computing, Networking and Communications
WINE; Conference on Web and Internet Economics
WiOpt; International Symposium on Modeling and Optimization in Mobile, Ad Hoc, and Wireless Networks
WiSec; Conference on Security and Privacy in Wireless and Mobile Networks
WISTP; International Conference on Information Security Theory and Practice
WLP; Workshop on Logic Programming
WLPE; Workshop on Logic-based Methods in Programming Environments; Workshop on Logic Programming Environments
WMT; Conference on Machine Translation
WNS3; Workshop on ns-3
WoC; Workshop on Continuations
WOOT; USENIX Workshop on Offensive Technologies
WORDS; International Conference on Words; International Conference on Combinatorics on Words
Workshop on Free and Open Communications on the Internet; =; USENIX FOCI
WoWMoM; International Symposium on a World of Wireless, Mobile and Multimedia Networks
WPES; Workshop on Privacy in the Electronic Society
WPTE; International Workshop on Rewriting Techniques for Program Transformations and Evaluation
WSA; International ITG Workshop on Smart Antennas
WSC; Winter Simulation Conference
WSDM; International Conference on Web Search and Data Mining; Web Search and Data Mining
WST; International Workshop on Termination
WWV; International Workshop on Automated Specification and Verification of Web Systems
WWW; World Wide Web Conference; International Conference on World Wide Web|The Web Conference|TheWebConf
"""
