"""The journals that comments claim most: short name; full name; other names, as in `conferences`."""

from __future__ import annotations

JOURNALS = """
A&A; Astronomy and Astrophysics; Astron. Astrophys.
ACM Communications in Computer Algebra
ACM Computing Surveys; =; CSUR|Computing Surveys
ACM Journal of Data and Information Quality; =; JDIQ
ACM Journal of Experimental Algorithmics
ACM Journal on Computing and Cultural Heritage; =; JOCCH
ACM Journal on Emerging Technologies in Computing Systems; =; JETC
ACM SIGCOMM Computer Communication Review; =; Computer Communication Review|SIGCOMM CCR|ACM CCR
ACM SIGMETRICS Performance Evaluation Review; =; SIGMETRICS Performance Evaluation Review
ACM SIGSOFT Software Engineering Notes
ACM Transactions on Algorithms; =; TALG
ACM Transactions on Architecture and Code Optimization; =; ACM TACO
ACM Transactions on Asian and Low-Resource Language Information Processing; =; TALLIP
ACM Transactions on Autonomous and Adaptive Systems; =; TAAS
ACM Transactions on Computation Theory; =; TOCT
ACM Transactions on Computational Logic; =; TOCL
ACM Transactions on Computer Systems; =; TOCS
ACM Transactions on Computer-Human Interaction; =; TOCHI
ACM Transactions on Computing Education; =; TOCE
ACM Transactions on Cyber-Physical Systems; =; TCPS
ACM Transactions on Database Systems; =; TODS
ACM Transactions on Design Automation of Electronic Systems; =; TODAES
ACM Transactions on Economics and Computation; =; TEAC
ACM Transactions on Embedded Computing Systems; =; TECS
ACM Transactions on Evolutionary Learning and Optimization; =; TELO
ACM Transactions on Graphics; =; TOG
ACM Transactions on Human-Robot Interaction; =; THRI
ACM Transactions on Information and System Security; =; TISSEC
ACM Transactions on Information Systems; =; TOIS
ACM Transactions on Intelligent Systems and Technology; =; TIST
ACM Transactions on Interactive Intelligent Systems; =; TiiS
ACM Transactions on Internet of Things; =; TIOT
ACM Transactions on Internet Technology; =; TOIT
ACM Transactions on Knowledge Discovery from Data; =; TKDD
ACM Transactions on Management Information Systems; =; TMIS
ACM Transactions on Mathematical Software; =; TOMS
ACM Transactions on Modeling and Computer Simulation; =; TOMACS
ACM Transactions on Modeling and Performance Evaluation of Computing Systems; =; TOMPECS
ACM Transactions on Multimedia Computing, Communications, and Applications; =; TOMM|TOMCCAP
ACM Transactions on Parallel Computing; =; TOPC
ACM Transactions on Privacy and Security
ACM Transactions on Programming Languages and Systems; =; TOPLAS
ACM Transactions on Quantum Computing
ACM Transactions on Reconfigurable Technology and Systems; =; TRETS
ACM Transactions on Sensor Networks; =; TOSN
ACM Transactions on Social Computing
ACM Transactions on Software Engineering and Methodology; =; TOSEM
ACM Transactions on Spatial Algorithms and Systems; =; TSAS
ACM Transactions on Storage
ACM Transactions on the Web; =; TWEB
Acta Math. Hungar.; Acta Mathematica Hungarica
Acta Math. Sci.; Acta Mathematica Scientia
Acta Math. Sin.; Acta Mathematica Sinica; Acta Math. Sinica
Acta Mathematica; =; Acta Math.
Acta Mathematica Vietnamica; =; Acta Math. Vietnam.
Adv. Math.; Advances in Mathematics
Adv. Math. Commun.; Advances in Mathematics of Communications
Adv. Math. Phys.; Advances in Mathematical Physics
Adv. Space Res.; Advances in Space Research
AI Magazine
AJ; The Astronomical Journal; Astron. J.
Algebr. Geom. Topol.; Algebraic and Geometric Topology; AGT
Algebr. Represent. Theory; Algebras and Representation Theory; Algebra and Representation Theory
Algorithmica
Amer. J. Math.; American Journal of Mathematics
Amer. J. Phys.; American Journal of Physics; AJP
Amer. Math. Monthly; The American Mathematical Monthly
Ann. Appl. Probab.; Annals of Applied Probability
Ann. Appl. Stat.; Annals of Applied Statistics
Ann. Inst. Fourier; Annales de l'Institut Fourier
Ann. Math.; Annals of Mathematics
Ann. Math. Artif. Intell.; Annals of Mathematics and Artificial Intelligence; AMAI
Ann. Phys.; Annals of Physics
Ann. Probab.; Annals of Probability
Ann. Pure Appl. Logic; Annals of Pure and Applied Logic; APAL
Ann. Stat.; Annals of Statistics; Annals of Statistics
Annu. Rev. Astron. Astrophys.; Annual Review of Astronomy and Astrophysics; ARA&A
ApJ; The Astrophysical Journal; Astrophys. J.|Ap. J.
ApJL; The Astrophysical Journal Letters; ApJ Letters|ApJ Lett|Astrophys. J. Lett.
ApJS; The Astrophysical Journal Supplement Series; Astrophysical Journal Supplement|ApJ Supplement|ApJ Suppl
APL Materials; =; APL Mater.
APL Photonics
Appl. Anal.; Applicable Analysis
Appl. Anal. Discrete Math.; Applicable Analysis and Discrete Mathematics; Appl. Anal. Disc. Math.
Appl. Comput. Harmon. Anal.; Applied and Computational Harmonic Analysis; ACHA
Appl. Phys. Lett.; Applied Physics Letters; APL
Applied Energy
Applied Network Science
APSIPA Transactions on Signal and Information Processing
Astron. Astrophys. Rev.; The Astronomy and Astrophysics Review; A&ARv|A&A Rev.
Astrophys. Space Sci.; Astrophysics and Space Science; Ap&SS|APSS
Automatica; =; IFAC Automatica
Autonomous Robots
Big Data and Society
Big Data Research
Bioinformatics; =; Oxford Bioinformatics
Biometrika
Biophys. J.; Biophysical Journal
BMC Bioinformatics
Briefings in Bioinformatics; =; Brief. Bioinform.
Bull. Lond. Math. Soc.; Bulletin of the London Mathematical Society; Bull. London Math. Soc.|Bulletin of the LMS|\
BLMS|Bull. LMS
C. R. Math. Acad. Sci. Paris; Comptes Rendus Mathématique; C. R. Acad. Sci. Paris|Comptes Rendus Mathematique|\
C. R. Math.
Chaos Solitons Fractals; Chaos, Solitons and Fractals
Chem. Phys. Lett.; Chemical Physics Letters
Circuits, Systems, and Signal Processing
Class. Quantum Grav.; Classical and Quantum Gravity; CQG|Class. Quant. Grav.
Combinatorica
Comm. Algebra; Communications in Algebra
Comment. Math. Helv.; Commentarii Mathematici Helvetici; Comm. Math. Helv.|Commentarii Math. Helv.
Commun. ACM; Communications of the ACM; CACM
Commun. Math. Phys.; Communications in Mathematical Physics; CMP
Commun. Nonlinear Sci. Numer. Simul.; Communications in Nonlinear Science and Numerical Simulation; CNSNS
Compos. Math.; Compositio Mathematica; Compositio Math.|Compositio
Comput. Fluids; Computers and Fluids
Comput. Graph. Forum; Computer Graphics Forum; Eurographics Computer Graphics Forum
Comput. Methods Appl. Mech. Eng.; Computer Methods in Applied Mechanics and Engineering; CMAME|\
Comput. Methods Appl. Mech. Engrg.|Comp. Methods Appl. Mech. Engrg.
Comput. Phys. Commun.; Computer Physics Communications; Comp. Phys. Commun.
Computational Complexity
Computational Geometry; =; Computational Geometry: Theory and Applications|CGTA
Computer Communications
Computer Networks
Computer Science Review
Computer-Aided Design
Computers and Security
Computing in Science and Engineering; =; CiSE
Concurrency and Computation: Practice and Experience; =; CCPE|Concurrency and Computation
Contemp. Math.; Contemporary Mathematics; AMS Contemporary Mathematics
CVIU; Computer Vision and Image Understanding
Data Min. Knowl. Discov.; Data Mining and Knowledge Discovery
Des. Codes Cryptogr.; Designs, Codes and Cryptography
Digital Signal Processing
Discrete Appl. Math.; Discrete Applied Mathematics
Discrete Comput. Geom.; Discrete and Computational Geometry
Discrete Math.; Discrete Mathematics
Discrete Math. Theor. Comput. Sci.; Discrete Mathematics and Theoretical Computer Science; DMTCS
Doc. Math.; Documenta Mathematica; Documenta Math.
Duke Math. J.; Duke Mathematical Journal
Electron. J. Combin.; Electronic Journal of Combinatorics
Electron. J. Stat.; Electronic Journal of Statistics; Electron. J. Statist.
Empirical Software Engineering; =; EMSE
Energy and Buildings
EPJ A; The European Physical Journal A; Eur. Phys. J. A|EPJA|European Journal of Physics A
EPJ B; The European Physical Journal B; Eur. Phys. J. B|EPJB|European Journal of Physics B
EPJ C; The European Physical Journal C; Eur. Phys. J. C|EPJC
EPJ D; The European Physical Journal D; Eur. Phys. J. D|EPJD|European Journal of Physics D
EPJ Data Science; =; EPJ Data Sci.
EPJ E; The European Physical Journal E; Eur. Phys. J. E|EPJE|European Journal of Physics E
EPJ H; The European Physical Journal H; Eur. Phys. J. H|EPJH
EPJ Plus; The European Physical Journal Plus; Eur. Phys. J. Plus|EPJP
EPJ Quantum Technology; =; EPJ Quantum Technol.
EPJ Special Topics; The European Physical Journal Special Topics; Eur. Phys. J. Special Topics|EPJST|\
Eur. Phys. J. Spec. Top.|European Journal of Physics Special Topics
EPJ Web Conf.; EPJ Web of Conferences
EPL; Europhysics Letters; Europhys. Lett.
Ergodic Theory Dynam. Systems; Ergodic Theory and Dynamical Systems; ETDS|Ergod. Th. Dynam. Sys.|\
Ergodic Theory Dyn. Syst.
Eur. J. Phys.; European Journal of Physics
EURASIP Journal on Wireless Communications and Networking; =; EURASIP JWCN
European J. Combin.; European Journal of Combinatorics; Eur. J. Combin.|Eur. J. Comb.
European Journal of Operational Research; =; EJOR|Eur. J. Oper. Res.
Fluct. Noise Lett.; Fluctuation and Noise Letters; Fluctuations and Noise Letters
Formal Aspects of Computing; =; FAOC
Forum Math.; Forum Mathematicum
Forum Math. Pi; Forum of Mathematics, Pi
Forum Math. Sigma; Forum of Mathematics, Sigma
Foundations of Physics; =; Found. Phys.
Foundations of Physics Letters; =; Found. Phys. Lett.
Fund. Inform.; Fundamenta Informaticae
Future Generation Computer Systems; =; FGCS
Fuzzy Sets and Systems
Geom. Dedicata; Geometriae Dedicata
Geom. Funct. Anal.; Geometric and Functional Analysis; GAFA
Geom. Topol.; Geometry and Topology
Geophys. Res. Lett.; Geophysical Research Letters; GRL
Groups Geom. Dyn.; Groups, Geometry, and Dynamics
Hardy-Ramanujan J.; Hardy-Ramanujan Journal
Homology Homotopy Appl.; Homology, Homotopy and Applications; HHA
Icarus
IEEE Access
IEEE Antennas and Propagation Magazine
IEEE Antennas and Wireless Propagation Letters; =; AWPL
IEEE Circuits and Systems Magazine
IEEE Communications Letters
IEEE Communications Magazine
IEEE Communications Standards Magazine
IEEE Communications Surveys and Tutorials; =; IEEE COMST|Communications Surveys Tutorials
IEEE Computational Intelligence Magazine
IEEE Computer Architecture Letters
IEEE Computer Graphics and Applications
IEEE Consumer Electronics Magazine
IEEE Control Systems Letters; =; L-CSS
IEEE Control Systems Magazine
IEEE Data Engineering Bulletin; =; Bulletin of the Technical Committee on Data Engineering
IEEE Design and Test; =; IEEE Design & Test of Computers
IEEE Electron Device Letters
IEEE Embedded Systems Letters
IEEE Geoscience and Remote Sensing Letters; =; GRSL
IEEE Geoscience and Remote Sensing Magazine
IEEE Industrial Electronics Magazine
IEEE Instrumentation and Measurement Magazine
IEEE Intelligent Transportation Systems Magazine
IEEE Internet Computing
IEEE Internet of Things Journal; =; IEEE IoT Journal
IEEE Internet of Things Magazine
IEEE Journal of Biomedical and Health Informatics; =; JBHI|J-BHI
IEEE Journal of Emerging and Selected Topics in Power Electronics
IEEE Journal of Oceanic Engineering
IEEE Journal of Quantum Electronics
IEEE Journal of Selected Topics in Applied Earth Observations and Remote Sensing; =; JSTARS|J-STARS
IEEE Journal of Selected Topics in Quantum Electronics; =; JSTQE
IEEE Journal of Selected Topics in Signal Processing; =; JSTSP|J-STSP
IEEE Journal of Solid-State Circuits; =; JSSC
IEEE Journal of Translational Engineering in Health and Medicine
IEEE Journal on Emerging and Selected Topics in Circuits and Systems; =; JETCAS
IEEE Journal on Selected Areas in Communications; =; JSAC|J-SAC
IEEE Journal on Selected Areas in Information Theory; =; JSAIT
IEEE Magnetics Letters
IEEE Microwave and Wireless Components Letters
IEEE Microwave Magazine
IEEE Network
IEEE Open Journal of Signal Processing
IEEE Open Journal of the Communications Society
IEEE Pervasive Computing
IEEE Photonics Journal
IEEE Photonics Technology Letters
IEEE Power and Energy Magazine
IEEE Reviews in Biomedical Engineering
IEEE Robotics and Automation Letters; =; RA-L|RAL
IEEE Robotics and Automation Magazine
IEEE Sensors Journal
IEEE Signal Processing Letters; =; SPL
IEEE Signal Processing Magazine
IEEE Software
IEEE Systems Journal
IEEE Technology and Society Magazine
IEEE Transactions on Aerospace and Electronic Systems; =; TAES
IEEE Transactions on Affective Computing; =; TAFFC
IEEE Transactions on Antennas and Propagation
IEEE Transactions on Applied Superconductivity
IEEE Transactions on Artificial Intelligence
IEEE Transactions on Automatic Control; =; IEEE TAC|TAC
IEEE Transactions on Automation Science and Engineering
IEEE Transactions on Autonomous Mental Development; =; TAMD
IEEE Transactions on Big Data
IEEE Transactions on Biomedical Circuits and Systems; =; TBioCAS
IEEE Transactions on Biomedical Engineering; =; TBME
IEEE Transactions on Biometrics, Behavior, and Identity Science; =; TBIOM
IEEE Transactions on Broadcasting
IEEE Transactions on Circuits and Systems
IEEE Transactions on Circuits and Systems for Video Technology; =; TCSVT|T-CSVT
IEEE Transactions on Circuits and Systems I; IEEE Transactions on Circuits and Systems I: Regular Papers; TCAS-I|\
TCAS I
IEEE Transactions on Circuits and Systems II; IEEE Transactions on Circuits and Systems II: Express Briefs; TCAS-II|\
TCAS II
IEEE Transactions on Cloud Computing
IEEE Transactions on Cognitive and Developmental Systems; =; TCDS
IEEE Transactions on Cognitive Communications and Networking; =; TCCN
IEEE Transactions on Communications; =; TCOM|IEEE Trans. Comm.
IEEE Transactions on Computational Imaging
IEEE Transactions on Computational Intelligence and AI in Games; =; TCIAIG
IEEE Transactions on Computational Social Systems; =; TCSS
IEEE Transactions on Computer-Aided Design of Integrated Circuits and Systems; =; TCAD
IEEE Transactions on Computers
IEEE Transactions on Consumer Electronics
IEEE Transactions on Control of Network Systems; =; TCNS
IEEE Transactions on Control Systems Technology; =; TCST
IEEE Transactions on Cybernetics
IEEE Transactions on Dependable and Secure Computing; =; TDSC
IEEE Transactions on Dielectrics and Electrical Insulation
IEEE Transactions on Education
IEEE Transactions on Electromagnetic Compatibility
IEEE Transactions on Electron Devices
IEEE Transactions on Emerging Topics in Computational Intelligence; =; TETCI
IEEE Transactions on Emerging Topics in Computing; =; TETC
IEEE Transactions on Energy Conversion
IEEE Transactions on Engineering Management
IEEE Transactions on Evolutionary Computation; =; TEVC
IEEE Transactions on Fuzzy Systems
IEEE Transactions on Games
IEEE Transactions on Geoscience and Remote Sensing; =; TGRS
IEEE Transactions on Green Communications and Networking; =; TGCN
IEEE Transactions on Haptics
IEEE Transactions on Human-Machine Systems; =; THMS
IEEE Transactions on Image Processing; =; TIP|IEEE TIP
IEEE Transactions on Industrial Electronics
IEEE Transactions on Industrial Informatics
IEEE Transactions on Industry Applications
IEEE Transactions on Information Forensics and Security; =; TIFS
IEEE Transactions on Information Theory; =; IEEE Trans. IT|IEEE TIT|IEEE Trans. Inf. Th.
IEEE Transactions on Instrumentation and Measurement
IEEE Transactions on Intelligent Transportation Systems; =; T-ITS|TITS
IEEE Transactions on Intelligent Vehicles
IEEE Transactions on Knowledge and Data Engineering; =; TKDE
IEEE Transactions on Learning Technologies
IEEE Transactions on Magnetics
IEEE Transactions on Medical Imaging; =; TMI
IEEE Transactions on Medical Robotics and Bionics; =; TMRB
IEEE Transactions on Microwave Theory and Techniques; =; TMTT
IEEE Transactions on Mobile Computing; =; TMC
IEEE Transactions on Molecular, Biological, and Multi-Scale Communications; =; TMBMC
IEEE Transactions on Multi-Scale Computing Systems; =; TMSCS
IEEE Transactions on Multimedia; =; TMM
IEEE Transactions on NanoBioscience
IEEE Transactions on Nanotechnology
IEEE Transactions on Network and Service Management; =; TNSM
IEEE Transactions on Network Science and Engineering; =; TNSE
IEEE Transactions on Neural Networks
IEEE Transactions on Neural Networks and Learning Systems; =; TNNLS
IEEE Transactions on Neural Systems and Rehabilitation Engineering; =; TNSRE
IEEE Transactions on Nuclear Science
IEEE Transactions on Parallel and Distributed Systems; =; TPDS
IEEE Transactions on Plasma Science
IEEE Transactions on Power Delivery
IEEE Transactions on Power Electronics
IEEE Transactions on Power Systems
IEEE Transactions on Quantum Engineering
IEEE Transactions on Radiation and Plasma Medical Sciences; =; TRPMS
IEEE Transactions on Reliability
IEEE Transactions on Robotics; =; T-RO|TRO
IEEE Transactions on Robotics and Automation
IEEE Transactions on Semiconductor Manufacturing
IEEE Transactions on Services Computing
IEEE Transactions on Signal and Information Processing over Networks
IEEE Transactions on Signal Processing; =; TSP|IEEE TSP
IEEE Transactions on Smart Grid; =; IEEE Transactions on Smart Grids
IEEE Transactions on Software Engineering; =; TSE
IEEE Transactions on Speech and Audio Processing
IEEE Transactions on Sustainable Computing
IEEE Transactions on Sustainable Energy
IEEE Transactions on Systems, Man, and Cybernetics
IEEE Transactions on Systems, Man, and Cybernetics: Systems; =; TSMC
IEEE Transactions on Terahertz Science and Technology
IEEE Transactions on Transportation Electrification
IEEE Transactions on Ultrasonics, Ferroelectrics, and Frequency Control; =; TUFFC
IEEE Transactions on Vehicular Technology; =; TVT
IEEE Transactions on Very Large Scale Integration Systems; =; TVLSI|IEEE Transactions on VLSI Systems|\
IEEE Transactions on VLSI|IEEE Transactions on Very Large Scale Integration
IEEE Transactions on Wireless Communications; =; TWC
IEEE Vehicular Technology Magazine
IEEE Wireless Communications; =; IEEE Wireless Communications Magazine
IEEE Wireless Communications Letters; =; IEEE WCL|WCL
IEEE/ACM Transactions on Audio, Speech, and Language Processing; =; TASLP
IEEE/ACM Transactions on Computational Biology and Bioinformatics; =; TCBB
IEEE/ACM Transactions on Networking; =; TON|ToN
IEEE/ASME Transactions on Mechatronics; =; TMECH
IEEE/CAA Journal of Automatica Sinica
IEICE Transactions on Communications
IEICE Transactions on Fundamentals of Electronics, Communications and Computer Sciences; =; \
IEICE Transactions on Fundamentals|IEICE Transactions Fundamentals
IEICE Transactions on Information and Systems
IJCV; International Journal of Computer Vision
IJRR; International Journal of Robotics Research
Illinois J. Math.; Illinois Journal of Mathematics
Image and Vision Computing
Indiana Univ. Math. J.; Indiana University Mathematics Journal; IUMJ
Information and Computation
Information and Inference; =; Information and Inference: A Journal of the IMA
Information and Software Technology
Information Processing and Management; =; Information Processing & Management
Information Processing Letters; =; IPL
Information Sciences
Information Visualization
Int. J. Algebra Comput.; International Journal of Algebra and Computation; IJAC|Internat. J. Algebra Comput.
Int. J. Bifurcation Chaos; International Journal of Bifurcation and Chaos; IJBC|Int. J. Bifurc. Chaos|\
Int. J. Bif. Chaos
Int. J. Mod. Phys. A; International Journal of Modern Physics A; IJMPA
Int. J. Mod. Phys. B; International Journal of Modern Physics B; IJMPB
Int. J. Mod. Phys. C; International Journal of Modern Physics C; IJMPC
Int. J. Mod. Phys. D; International Journal of Modern Physics D; IJMPD
Int. J. Theor. Phys.; International Journal of Theoretical Physics; IJTP
Int. Math. Res. Not.; International Mathematics Research Notices; IMRN
International Journal of Computational Geometry and Applications; =; Int. J. Comput. Geom. Appl.
International Journal of Computer Assisted Radiology and Surgery; =; IJCARS
International Journal of Control
International Journal of Control, Automation and Systems
International Journal of Distributed Sensor Networks; =; IJDSN
International Journal of High Performance Computing Applications; =; IJHPCA
International Journal of Human-Computer Interaction
International Journal of Parallel, Emergent and Distributed Systems; =; IJPEDS
International Journal of Unconventional Computing
Invent. Math.; Inventiones Mathematicae; Inventiones Math.|Inventiones
Israel J. Math.; Israel Journal of Mathematics
J. Acoust. Soc. Am.; Journal of the Acoustical Society of America; J. Acoust. Soc. Amer.
J. Algebra; Journal of Algebra
J. Algebra Appl.; Journal of Algebra and Its Applications
J. Algebraic Combin.; Journal of Algebraic Combinatorics; J. Algebraic Comb.|J. Alg. Comb.
J. Algorithms; Journal of Algorithms
J. Amer. Math. Soc.; Journal of the American Mathematical Society; JAMS|Journal of the AMS|J. AMS
J. Anal. Math.; Journal d'Analyse Mathématique; J. d'Analyse Math.|Journal d'Analyse Mathematique
J. Appl. Phys.; Journal of Applied Physics
J. Chem. Phys.; Journal of Chemical Physics
J. Combin. Theory Ser. A; Journal of Combinatorial Theory, Series A; JCTA|J. Comb. Theory Ser. A|J. Combin. Theory A
J. Combin. Theory Ser. B; Journal of Combinatorial Theory, Series B; JCTB|J. Comb. Theory Ser. B|J. Combin. Theory B
J. Comput. Electron.; Journal of Computational Electronics
J. Comput. Geom.; Journal of Computational Geometry; JoCG
J. Comput. Phys.; Journal of Computational Physics; J. Comp. Phys.
J. Differential Geom.; Journal of Differential Geometry; J. Diff. Geom.|JDG
J. Eur. Math. Soc.; Journal of the European Mathematical Society; JEMS|J. European Math. Soc.
J. Exp. Theor. Phys.; Journal of Experimental and Theoretical Physics; JETP|Sov. Phys. JETP
J. Fluid Mech.; Journal of Fluid Mechanics; JFM
J. Funct. Anal.; Journal of Functional Analysis; JFA
J. Geom. Anal.; Journal of Geometric Analysis
J. Geom. Phys.; Journal of Geometry and Physics; JGP
J. Geophys. Res.; Journal of Geophysical Research; JGR
J. Geophys. Res. Planets; Journal of Geophysical Research: Planets; JGR Planets
J. Geophys. Res. Space Phys.; Journal of Geophysical Research: Space Physics; JGR Space Physics
J. Guid. Control Dyn.; Journal of Guidance, Control, and Dynamics; AIAA Journal of Guidance, Control, and Dynamics|\
JGCD
J. Homotopy Relat. Struct.; Journal of Homotopy and Related Structures; JHRS
J. Knot Theory Ramifications; Journal of Knot Theory and Its Ramifications; JKTR|J. Knot Theory Ramif.
J. Lond. Math. Soc.; Journal of the London Mathematical Society; J. London Math. Soc.|Journal of the LMS|JLMS|\
Journal of London Mathematical Society|J. LMS
J. Low Temp. Phys.; Journal of Low Temperature Physics; JLTP
J. Magn. Magn. Mater.; Journal of Magnetism and Magnetic Materials; JMMM
J. Math. Anal. Appl.; Journal of Mathematical Analysis and Applications; JMAA
J. Math. Biol.; Journal of Mathematical Biology
J. Math. Phys.; Journal of Mathematical Physics; JMP
J. Noncommut. Geom.; Journal of Noncommutative Geometry; JNCG|J. Noncommutative Geom.|J. Noncommutative Geometry|\
J. Noncomm. Geom.
J. Number Theory; Journal of Number Theory
J. Operator Theory; Journal of Operator Theory
J. Phys. A; Journal of Physics A
J. Phys. B; Journal of Physics B
J. Phys. Conf. Ser.; Journal of Physics: Conference Series
J. Phys. G; Journal of Physics G
J. Phys. Soc. Jpn.; Journal of the Physical Society of Japan; JPSJ|J. Phys. Soc. Japan
J. Phys.: Condens. Matter; Journal of Physics: Condensed Matter
J. Plasma Phys.; Journal of Plasma Physics; JPP
J. Power Sources; Journal of Power Sources
J. Pure Appl. Algebra; Journal of Pure and Applied Algebra; JPAA
J. Reine Angew. Math.; Journal für die reine und angewandte Mathematik; \
Journal fur die reine und angewandte Mathematik|Journal fuer die reine und angewandte Mathematik|Crelle|\
Crelle's Journal|J. reine und angew. Math.|J. fuer die reine und angewandte Mathematik|\
J. für die reine und angewandte Mathematik
J. Stat. Mech.; Journal of Statistical Mechanics; JSTAT
J. Stat. Phys.; Journal of Statistical Physics
J. Symb. Comput.; Journal of Symbolic Computation
J. Symplectic Geom.; Journal of Symplectic Geometry; J. Symplectic Geometry|J. Sympl. Geom.
J. Theor. Biol.; Journal of Theoretical Biology; J. Theoret. Biol.|JTB
J. Topol.; Journal of Topology; J. Topology
J. Topol. Anal.; Journal of Topology and Analysis
JAAMAS; Journal of Autonomous Agents and Multi-Agent Systems
JACM; Journal of the ACM; J. ACM
JAIR; Journal of Artificial Intelligence Research
JASA; Journal of the American Statistical Association
JASIST; Journal of the Association for Information Science and Technology; \
Journal of the American Society for Information Science and Technology
JCAP; Journal of Cosmology and Astroparticle Physics
JCSS; Journal of Computer and System Sciences
JETP Lett.; JETP Letters
JHEP; Journal of High Energy Physics
JINST; Journal of Instrumentation
JMLR; Journal of Machine Learning Research; J. Mach. Learn. Res.
Journal of Automated Reasoning; =; J. Autom. Reason.
Journal of Big Data
Journal of Communications and Networks
Journal of Complex Networks
Journal of Computational Social Science
Journal of Field Robotics; =; JFR
Journal of Grid Computing
Journal of Informetrics
Journal of Intelligent and Fuzzy Systems
Journal of Lightwave Technology; =; JLT
Journal of Logical and Algebraic Methods in Programming; =; JLAMP
Journal of Parallel and Distributed Computing; =; JPDC
Journal of Supercomputing; The Journal of Supercomputing
Journal of Systems and Software
Jpn. J. Appl. Phys.; Japanese Journal of Applied Physics; JJAP
Knowledge and Information Systems; =; KAIS
Knowledge-Based Systems
Lett. Math. Phys.; Letters in Mathematical Physics
Linear Algebra Appl.; Linear Algebra and its Applications; LAA|Linear Algebra and Applications
LMCS; Logical Methods in Computer Science
Logic Journal of the IGPL
Machine Vision and Applications
Math. Ann.; Mathematische Annalen; Math. Annalen
Math. Comp.; Mathematics of Computation
Math. Comput. Modelling; Mathematical and Computer Modelling; Math. Comput. Model.
Math. Comput. Sci.; Mathematics in Computer Science
Math. Comput. Simulation; Mathematics and Computers in Simulation; Math. Comput. Simul.
Math. Oper. Res.; Mathematics of Operations Research
Math. Proc. Cambridge Philos. Soc.; Mathematical Proceedings of the Cambridge Philosophical Society; \
Math. Proc. Camb. Phil. Soc.|Math. Proc. Camb. Philos. Soc.|Math. Proc. Cambridge Phil. Soc.
Math. Res. Lett.; Mathematical Research Letters; MRL
Math. Struct. Comput. Sci.; Mathematical Structures in Computer Science; MSCS|Math. Structures Comput. Sci.
Math. Z.; Mathematische Zeitschrift; Math. Zeitschrift
Medical Image Analysis; =; MedIA
Mem. Amer. Math. Soc.; Memoirs of the American Mathematical Society; Memoirs of the AMS|Memoirs Amer. Math. Soc.
MNRAS; Monthly Notices of the Royal Astronomical Society; Monthly Notices|Mon. Not. R. Astron. Soc.|MNRAS Letters
Mod. Phys. Lett. A; Modern Physics Letters A; MPLA
Mod. Phys. Lett. B; Modern Physics Letters B; MPLB
Mol. Phys.; Molecular Physics
Multimedia Tools and Applications
Nature Astronomy
Nature Biotechnology
Nature Chemistry
Nature Climate Change
Nature Commun.; Nature Communications
Nature Computational Science
Nature Electronics
Nature Energy
Nature Genetics
Nature Geoscience
Nature Human Behaviour
Nature Machine Intelligence
Nature Materials
Nature Medicine
Nature Methods
Nature Nanotechnology
Nature Neuroscience
Nature Photonics
Nature Physics
Nature Reviews Physics
Network Science
Neural Computation
Neural Computing and Applications
Neural Networks
Neurocomputing
New J. Phys.; New Journal of Physics; NJP
New York J. Math.; New York Journal of Mathematics; NYJM
Nonlinear Anal.; Nonlinear Analysis; Nonlinear Analysis: Theory, Methods and Applications
Nonlinear Anal. Hybrid Syst.; Nonlinear Analysis: Hybrid Systems
Nonlinear Anal. Real World Appl.; Nonlinear Analysis: Real World Applications
Nonlinear Dyn.; Nonlinear Dynamics
Nucl. Instrum. Meth. A; Nuclear Instruments and Methods in Physics Research A; Nucl. Instrum. Meth.|\
Nucl. Instr. Meth.|NIMA|NIM A|NIM-A
Nucl. Instrum. Meth. B; Nuclear Instruments and Methods in Physics Research B; NIMB|NIM B|Nucl. Instr. Meth. B
Nucl. Phys. A; Nuclear Physics A
Nucl. Phys. B; Nuclear Physics B
Nucl. Phys. B Proc. Suppl.; Nuclear Physics B - Proceedings Supplements; Nuclear Physics B Proceedings Supplement
Opt. Express; Optics Express
Opt. Lett.; Optics Letters
Pacific J. Math.; Pacific Journal of Mathematics; PJM
PASJ; Publications of the Astronomical Society of Japan
PASP; Publications of the Astronomical Society of the Pacific
Pattern Recognit. Lett.; Pattern Recognition Letters
Pattern Recognition
PeerJ Computer Science; =; PeerJ CS
Performance Evaluation
Phys. Chem. Chem. Phys.; Physical Chemistry Chemical Physics; PCCP
Phys. Fluids; Physics of Fluids
Phys. Lett. A; Physics Letters A
Phys. Lett. B; Physics Letters B; PLB
Phys. Plasmas; Physics of Plasmas
Phys. Rep.; Physics Reports
Phys. Rev. A; Physical Review A; PRA
Phys. Rev. Accel. Beams; Physical Review Accelerators and Beams; PRAB|\
Physical Review Special Topics - Accelerators and Beams|PRST-AB|PRSTAB|Phys. Rev. ST-AB|\
Phys. Rev. Special Topics - Accelerators and Beams|Phys. Rev. Spec. Top. Accel. Beams
Phys. Rev. Applied; Physical Review Applied; PRApplied
Phys. Rev. B; Physical Review B; PRB
Phys. Rev. C; Physical Review C; PRC
Phys. Rev. D; Physical Review D; PRD
Phys. Rev. E; Physical Review E; PRE
Phys. Rev. Fluids; Physical Review Fluids; PRFluids
Phys. Rev. Lett.; Physical Review Letters; PRL
Phys. Rev. Materials; Physical Review Materials; PRMaterials|Phys. Rev. Mater.
Phys. Rev. Phys. Educ. Res.; Physical Review Physics Education Research; Phys. Rev. PER|PRPER|Physical Review PER|\
Physical Review Special Topics - Physics Education Research|PRST-PER|Phys. Rev. ST-PER|\
Phys. Rev. Special Topics - Physics Education Research
Phys. Rev. Research; Physical Review Research
Phys. Rev. X; Physical Review X; PRX
Phys. Scr.; Physica Scripta; Phys. Scripta
Physica A
Physica D
Plasma Phys. Controlled Fusion; Plasma Physics and Controlled Fusion; Plasma Phys. Control. Fusion|PPCF
PLOS Comput. Biol.; PLOS Computational Biology; PLoS Computational Biology
PLOS ONE; =; PLoS ONE
PNAS; Proceedings of the National Academy of Sciences; Proc. Natl. Acad. Sci.
Problems of Information Transmission; =; Probl. Inf. Transm.
Proc. ACM Hum.-Comput. Interact.; Proceedings of the ACM on Human-Computer Interaction; PACMHCI|\
ACM on Human-Computer Interaction
Proc. ACM Interact. Mob. Wearable Ubiquitous Technol.; \
Proceedings of the ACM on Interactive, Mobile, Wearable and Ubiquitous Technologies; IMWUT|\
ACM on Interactive, Mobile, Wearable and Ubiquitous Technologies
Proc. ACM Meas. Anal. Comput. Syst.; Proceedings of the ACM on Measurement and Analysis of Computing Systems; POMACS|\
ACM on Measurement and Analysis of Computing Systems
Proc. ACM Program. Lang.; Proceedings of the ACM on Programming Languages; PACMPL|ACM on Programming Languages
Proc. Amer. Math. Soc.; Proceedings of the American Mathematical Society; Proc. AMS|Proceedings of the AMS|PAMS
Proc. Lond. Math. Soc.; Proceedings of the London Mathematical Society; Proc. London Math. Soc.|\
Proceedings of the LMS|PLMS|Proc. LMS
Proc. R. Soc. A; Proceedings of the Royal Society A; Proc. Roy. Soc. London A|Proc. R. Soc. London A|\
Proc. R. Soc. Lond. A|Proceedings of the Royal Society of London A
Proceedings of the IEEE; =; Proc. IEEE
Quantum Inf. Comput.; Quantum Information and Computation
Quantum Inf. Process.; Quantum Information Processing
R. Soc. Open Sci.; Royal Society Open Science
RAIRO Theoretical Informatics and Applications; =; RAIRO ITA|RAIRO-ITA
Random Structures & Algorithms; Random Structures and Algorithms
Rep. Prog. Phys.; Reports on Progress in Physics
Research in Astronomy and Astrophysics; =; Res. Astron. Astrophys.
Rev. Mod. Phys.; Reviews of Modern Physics; RMP
Rev. Sci. Instrum.; Review of Scientific Instruments
Robotics and Autonomous Systems
Russian J. Math. Phys.; Russian Journal of Mathematical Physics
Sci. China Math.; Science China Mathematics; SCIENCE CHINA Mathematics
Sci. Rep.; Scientific Reports
Science of Computer Programming
Scientometrics
Selecta Math.; Selecta Mathematica
SIAM J. Appl. Algebra Geom.; SIAM Journal on Applied Algebra and Geometry; SIAGA
SIAM J. Appl. Dyn. Syst.; SIAM Journal on Applied Dynamical Systems; SIADS
SIAM J. Appl. Math.; SIAM Journal on Applied Mathematics; SIAP
SIAM J. Comput.; SIAM Journal on Computing; SICOMP
SIAM J. Control Optim.; SIAM Journal on Control and Optimization; SICON
SIAM J. Discrete Math.; SIAM Journal on Discrete Mathematics; SIDMA
SIAM J. Financial Math.; SIAM Journal on Financial Mathematics; SIFIN
SIAM J. Imaging Sci.; SIAM Journal on Imaging Sciences; SIIMS
SIAM J. Math. Anal.; SIAM Journal on Mathematical Analysis
SIAM J. Math. Data Sci.; SIAM Journal on Mathematics of Data Science; SIMODS
SIAM J. Matrix Anal. Appl.; SIAM Journal on Matrix Analysis and Applications; SIMAX
SIAM J. Numer. Anal.; SIAM Journal on Numerical Analysis; SINUM
SIAM J. Optim.; SIAM Journal on Optimization; SIOPT|SIAM J. Opt.
SIAM Journal on Scientific Computing; =; SISC|SIAM J. Sci. Comput.
SIAM Rev.; SIAM Review
SIAM/ASA Journal on Uncertainty Quantification; =; SIAM Journal on Uncertainty Quantification
SIGIR Forum; ACM SIGIR Forum
SIGKDD Explorations; =; ACM SIGKDD Explorations
Signal Processing; =; Elsevier Signal Processing
Signal Processing: Image Communication
Simulation Modelling Practice and Theory; =; SIMPAT
Social Network Analysis and Mining; =; SNAM
SoftwareX
Sol. Phys.; Solar Physics
Space Sci. Rev.; Space Science Reviews
Statist. Sci.; Statistical Science
Structural and Multidisciplinary Optimization
Studia Math.; Studia Mathematica
Swarm and Evolutionary Computation
Systems and Control Letters; =; Syst. Control Lett.
TACL; Transactions of the Association for Computational Linguistics
Theoretical Computer Science; =; Theor. Comput. Sci.|TCS
Theory and Practice of Logic Programming; =; TPLP
Theory Comput. Syst.; Theory of Computing Systems
Theory of Computing
TMLR; Transactions on Machine Learning Research
Topology Appl.; Topology and its Applications; Topology and Applications|Topol. Appl.
TPAMI; IEEE Transactions on Pattern Analysis and Machine Intelligence; PAMI|T-PAMI
Trans. Amer. Math. Soc.; Transactions of the American Mathematical Society; Transactions of the AMS|Transactions AMS|\
Trans. AMS|TAMS
Transformation Groups
TVCG; IEEE Transactions on Visualization and Computer Graphics
VLDB Journal; The VLDB Journal; VLDBJ
Wireless Communications and Mobile Computing
Wireless Networks
Wireless Personal Communications
World Wide Web Journal; =; World Wide Web: Internet and Web Information Systems
"""
