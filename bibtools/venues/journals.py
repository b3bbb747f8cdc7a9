"""The journals that comments claim most: short name; full name; other names, as in `conferences`."""

from __future__ import annotations

JOURNALS = """
A&A; Astronomy and Astrophysics; Astron. Astrophys.
ACM Computing Surveys; =; CSUR|Computing Surveys
ACM Transactions on Algorithms; =; TALG
ACM Transactions on Computational Logic; =; TOCL
ACM Transactions on Graphics; =; TOG
ACM Transactions on Information Systems; =; TOIS
ACM Transactions on Software Engineering and Methodology; =; TOSEM
Acta Mathematica; =; Acta Math.
Adv. Math.; Advances in Mathematics
AJ; The Astronomical Journal; Astron. J.
Algorithmica
Amer. J. Math.; American Journal of Mathematics
Ann. Appl. Probab.; Annals of Applied Probability
Ann. Appl. Stat.; Annals of Applied Statistics
Ann. Math.; Annals of Mathematics
Ann. Phys.; Annals of Physics
Ann. Probab.; Annals of Probability
Ann. Stat.; Annals of Statistics; Annals of Statistics
ApJ; The Astrophysical Journal; Astrophys. J.|Ap. J.
ApJL; The Astrophysical Journal Letters; ApJ Letters|ApJ Lett|Astrophys. J. Lett.
ApJS; The Astrophysical Journal Supplement Series; Astrophysical Journal Supplement|ApJ Supplement|ApJ Suppl
Appl. Phys. Lett.; Applied Physics Letters; APL
Automatica; =; IFAC Automatica
Bioinformatics; =; Oxford Bioinformatics
Biometrika
Class. Quantum Grav.; Classical and Quantum Gravity; CQG|Class. Quant. Grav.
Combinatorica
Comm. Algebra; Communications in Algebra
Commun. ACM; Communications of the ACM; CACM
Commun. Math. Phys.; Communications in Mathematical Physics; CMP
Comput. Graph. Forum; Computer Graphics Forum; Eurographics Computer Graphics Forum
Comput. Phys. Commun.; Computer Physics Communications
CVIU; Computer Vision and Image Understanding
Data Min. Knowl. Discov.; Data Mining and Knowledge Discovery
Discrete Math.; Discrete Mathematics
Discrete Comput. Geom.; Discrete and Computational Geometry
Duke Math. J.; Duke Mathematical Journal
Electron. J. Combin.; Electronic Journal of Combinatorics
EPJ C; The European Physical Journal C; Eur. Phys. J. C|EPJC
EPL; Europhysics Letters; Europhys. Lett.
Fuzzy Sets and Systems
Geom. Topol.; Geometry and Topology
Icarus
IEEE Access
IEEE Communications Letters
IEEE Communications Magazine
IEEE Communications Surveys and Tutorials; =; IEEE COMST|Communications Surveys Tutorials
IEEE Control Systems Letters; =; L-CSS
IEEE Internet of Things Journal; =; IEEE IoT Journal
IEEE Journal on Selected Areas in Communications; =; JSAC|J-SAC
IEEE Robotics and Automation Letters; =; RA-L|RAL
IEEE Signal Processing Letters; =; SPL
IEEE Signal Processing Magazine
IEEE Systems Journal
IEEE Transactions on Antennas and Propagation
IEEE Transactions on Automatic Control; =; IEEE TAC|TAC
IEEE Transactions on Automation Science and Engineering
IEEE Transactions on Cloud Computing
IEEE Transactions on Communications; =; TCOM|IEEE Trans. Comm.
IEEE Transactions on Computers
IEEE Transactions on Control of Network Systems; =; TCNS
IEEE Transactions on Cybernetics
IEEE Transactions on Evolutionary Computation; =; TEVC
IEEE Transactions on Image Processing; =; TIP|IEEE TIP
IEEE Transactions on Information Forensics and Security; =; TIFS
IEEE Transactions on Information Theory; =; IEEE Trans. IT|IEEE TIT|IEEE Trans. Inf. Th.
IEEE Transactions on Intelligent Transportation Systems; =; T-ITS|TITS
IEEE Transactions on Knowledge and Data Engineering; =; TKDE
IEEE Transactions on Medical Imaging; =; TMI
IEEE Transactions on Mobile Computing; =; TMC
IEEE Transactions on Multimedia; =; TMM
IEEE Transactions on Network Science and Engineering; =; TNSE
IEEE Transactions on Neural Networks and Learning Systems; =; TNNLS
IEEE Transactions on Parallel and Distributed Systems; =; TPDS
IEEE Transactions on Power Systems
IEEE Transactions on Robotics; =; T-RO|TRO
IEEE Transactions on Signal and Information Processing over Networks
IEEE Transactions on Signal Processing; =; TSP|IEEE TSP
IEEE Transactions on Smart Grid
IEEE Transactions on Software Engineering; =; TSE
IEEE Transactions on Vehicular Technology; =; TVT
IEEE Transactions on Wireless Communications; =; TWC
IEEE Wireless Communications Letters; =; IEEE WCL|WCL
IEEE/ACM Transactions on Audio, Speech, and Language Processing; =; TASLP
IEEE/ACM Transactions on Networking; =; TON|ToN
IJCV; International Journal of Computer Vision
IJRR; International Journal of Robotics Research
Information and Computation
Information Processing Letters; =; IPL
Information Sciences
Int. J. Mod. Phys. A; International Journal of Modern Physics A; IJMPA
Int. J. Mod. Phys. D; International Journal of Modern Physics D; IJMPD
Int. Math. Res. Not.; International Mathematics Research Notices; IMRN
Invent. Math.; Inventiones Mathematicae; Inventiones Math.
J. Algebra; Journal of Algebra
J. Algorithms; Journal of Algorithms
J. Appl. Phys.; Journal of Applied Physics
J. Chem. Phys.; Journal of Chemical Physics
J. Combin. Theory Ser. A; Journal of Combinatorial Theory, Series A
J. Combin. Theory Ser. B; Journal of Combinatorial Theory, Series B
J. Comput. Phys.; Journal of Computational Physics
J. Differential Geom.; Journal of Differential Geometry; J. Diff. Geom.
J. Fluid Mech.; Journal of Fluid Mechanics
J. Funct. Anal.; Journal of Functional Analysis
J. Geom. Phys.; Journal of Geometry and Physics
J. Math. Anal. Appl.; Journal of Mathematical Analysis and Applications
J. Math. Phys.; Journal of Mathematical Physics
J. Number Theory; Journal of Number Theory
J. Phys. A; Journal of Physics A
J. Phys. B; Journal of Physics B
J. Phys. Conf. Ser.; Journal of Physics: Conference Series
J. Phys. G; Journal of Physics G
J. Phys.: Condens. Matter; Journal of Physics: Condensed Matter
J. Pure Appl. Algebra; Journal of Pure and Applied Algebra
J. Stat. Mech.; Journal of Statistical Mechanics; JSTAT
J. Stat. Phys.; Journal of Statistical Physics
J. Symb. Comput.; Journal of Symbolic Computation
JACM; Journal of the ACM; J. ACM
JAIR; Journal of Artificial Intelligence Research
JASA; Journal of the American Statistical Association
JASIST; Journal of the Association for Information Science and Technology
JCAP; Journal of Cosmology and Astroparticle Physics
JCSS; Journal of Computer and System Sciences
JHEP; Journal of High Energy Physics
JINST; Journal of Instrumentation
JMLR; Journal of Machine Learning Research; J. Mach. Learn. Res.
Journal of Parallel and Distributed Computing; =; JPDC
LMCS; Logical Methods in Computer Science
Math. Ann.; Mathematische Annalen
Math. Z.; Mathematische Zeitschrift
Math. Comp.; Mathematics of Computation
Medical Image Analysis; =; MedIA
Mod. Phys. Lett. A; Modern Physics Letters A
MNRAS; Monthly Notices of the Royal Astronomical Society; Monthly Notices|Mon. Not. R. Astron. Soc.|MNRAS Letters
Nature Commun.; Nature Communications
Nature Physics
New J. Phys.; New Journal of Physics; NJP
Nucl. Instrum. Meth. A; Nuclear Instruments and Methods in Physics Research A; Nucl. Instrum. Meth.|Nucl. Instr. Meth.
Nucl. Phys. A; Nuclear Physics A
Nucl. Phys. B; Nuclear Physics B
Opt. Express; Optics Express
Opt. Lett.; Optics Letters
PASJ; Publications of the Astronomical Society of Japan
PASP; Publications of the Astronomical Society of the Pacific
Pattern Recognit. Lett.; Pattern Recognition Letters
Phys. Lett. A; Physics Letters A
Phys. Lett. B; Physics Letters B; PLB
Phys. Plasmas; Physics of Plasmas
Phys. Rev. A; Physical Review A; PRA
Phys. Rev. B; Physical Review B; PRB
Phys. Rev. C; Physical Review C; PRC
Phys. Rev. D; Physical Review D; PRD
Phys. Rev. E; Physical Review E; PRE
Phys. Rev. Lett.; Physical Review Letters; PRL
Phys. Rev. X; Physical Review X; PRX
Phys. Rep.; Physics Reports
Physica A
PLOS ONE; =; PLoS ONE
PLOS Comput. Biol.; PLOS Computational Biology; PLoS Computational Biology
PNAS; Proceedings of the National Academy of Sciences; Proc. Natl. Acad. Sci.
Proc. ACM Hum.-Comput. Interact.; Proceedings of the ACM on Human-Computer Interaction; \
PACMHCI|ACM on Human-Computer Interaction
Proc. ACM Meas. Anal. Comput. Syst.; Proceedings of the ACM on Measurement and Analysis of Computing Systems; \
POMACS|ACM on Measurement and Analysis of Computing Systems
Proc. ACM Program. Lang.; Proceedings of the ACM on Programming Languages; PACMPL|ACM on Programming Languages
Proc. Amer. Math. Soc.; Proceedings of the American Mathematical Society; Proc. AMS
Proceedings of the IEEE; =; Proc. IEEE
Quantum Inf. Comput.; Quantum Information and Computation
Quantum Inf. Process.; Quantum Information Processing
Random Structures & Algorithms; Random Structures and Algorithms
Rep. Prog. Phys.; Reports on Progress in Physics
Rev. Mod. Phys.; Reviews of Modern Physics; RMP
Rev. Sci. Instrum.; Review of Scientific Instruments
Sci. Rep.; Scientific Reports
SIAM J. Comput.; SIAM Journal on Computing; SICOMP
SIAM J. Discrete Math.; SIAM Journal on Discrete Mathematics; SIDMA
SIAM Journal on Scientific Computing; =; SISC
SIGIR Forum; ACM SIGIR Forum
SoftwareX
TACL; Transactions of the Association for Computational Linguistics
Theoretical Computer Science; =; Theor. Comput. Sci.
Theory and Practice of Logic Programming; =; TPLP
TMLR; Transactions on Machine Learning Research
TPAMI; IEEE Transactions on Pattern Analysis and Machine Intelligence; PAMI|T-PAMI
Trans. Amer. Math. Soc.; Transactions of the American Mathematical Society
TVCG; IEEE Transactions on Visualization and Computer Graphics
"""
