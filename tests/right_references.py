"""Right references of what few indexes know: books, standards, theses, software, web pages and translations.

A line each: who, what, where, when. All are facts, written from general knowledge in the usual words of references.
"""

# ruff: noqa: E501 - a reference is a line

from __future__ import annotations

BOOKS = """
Press, William H. and Teukolsky, Saul A. and Vetterling, William T. and Flannery, Brian P.|Numerical Recipes: The Art of Scientific Computing, Third Edition|Cambridge University Press|2007
Polya Gy{\\"o}rgy|A gondolkod{\\'a}s iskol{\\'a}ja|Bibliotheca|1957
R{\\'e}nyi Alfr{\\'e}d|Val{\\'o}sz{\\'i}n{\\H{u}}s{\\'e}gsz{\\'a}m{\\'i}t{\\'a}s|Tank{\\"o}nyvkiad{\\'o}|1954
Zhou Zhihua|Machine Learning ({\\"J}iqi Xuexi)|Tsinghua University Press|2016
It{\\^o} Kiyosi|Kakuritsuron|Iwanami Shoten|1953
Kolmogorov, A. N.|Osnovnye ponjatija teorii verojatnostej|ONTI|1936
Knuth, Donald E.|The Art of Computer Programming, Volume 1: Fundamental Algorithms|Addison-Wesley|1997
Knuth, Donald E.|The {\\TeX}book|Addison-Wesley|1984
Lamport, Leslie|{\\LaTeX}: A Document Preparation System|Addison-Wesley|1994
Cormen, Thomas H. and Leiserson, Charles E. and Rivest, Ronald L. and Stein, Clifford|Introduction to Algorithms|MIT Press|2009
Bishop, Christopher M.|Pattern Recognition and Machine Learning|Springer|2006
Goodfellow, Ian and Bengio, Yoshua and Courville, Aaron|Deep Learning|MIT Press|2016
Sutton, Richard S. and Barto, Andrew G.|Reinforcement Learning: An Introduction|MIT Press|2018
Hastie, Trevor and Tibshirani, Robert and Friedman, Jerome|The Elements of Statistical Learning|Springer|2009
Murphy, Kevin P.|Machine Learning: A Probabilistic Perspective|MIT Press|2012
Boyd, Stephen and Vandenberghe, Lieven|Convex Optimization|Cambridge University Press|2004
Pearl, Judea|Causality: Models, Reasoning, and Inference|Cambridge University Press|2009
Pearl, Judea|Probabilistic Reasoning in Intelligent Systems|Morgan Kaufmann|1988
Vapnik, Vladimir N.|The Nature of Statistical Learning Theory|Springer|1995
Mitchell, Tom M.|Machine Learning|McGraw-Hill|1997
Russell, Stuart and Norvig, Peter|Artificial Intelligence: A Modern Approach|Pearson|2020
MacKay, David J. C.|Information Theory, Inference, and Learning Algorithms|Cambridge University Press|2003
Cover, Thomas M. and Thomas, Joy A.|Elements of Information Theory|Wiley|2006
Rasmussen, Carl Edward and Williams, Christopher K. I.|Gaussian Processes for Machine Learning|MIT Press|2006
Koller, Daphne and Friedman, Nir|Probabilistic Graphical Models: Principles and Techniques|MIT Press|2009
Shalev-Shwartz, Shai and Ben-David, Shai|Understanding Machine Learning: From Theory to Algorithms|Cambridge University Press|2014
Mohri, Mehryar and Rostamizadeh, Afshin and Talwalkar, Ameet|Foundations of Machine Learning|MIT Press|2018
Nocedal, Jorge and Wright, Stephen J.|Numerical Optimization|Springer|2006
Golub, Gene H. and Van Loan, Charles F.|Matrix Computations|Johns Hopkins University Press|2013
Horn, Roger A. and Johnson, Charles R.|Matrix Analysis|Cambridge University Press|2012
Rockafellar, R. Tyrrell|Convex Analysis|Princeton University Press|1970
Rudin, Walter|Principles of Mathematical Analysis|McGraw-Hill|1976
Rudin, Walter|Real and Complex Analysis|McGraw-Hill|1987
Billingsley, Patrick|Probability and Measure|Wiley|1995
Feller, William|An Introduction to Probability Theory and Its Applications|Wiley|1968
Durrett, Rick|Probability: Theory and Examples|Cambridge University Press|2019
van der Vaart, A. W.|Asymptotic Statistics|Cambridge University Press|1998
Wainwright, Martin J.|High-Dimensional Statistics: A Non-Asymptotic Viewpoint|Cambridge University Press|2019
Vershynin, Roman|High-Dimensional Probability|Cambridge University Press|2018
Villani, C{\\'e}dric|Optimal Transport: Old and New|Springer|2009
Evans, Lawrence C.|Partial Differential Equations|American Mathematical Society|2010
{\\O}ksendal, Bernt|Stochastic Differential Equations|Springer|2003
Karatzas, Ioannis and Shreve, Steven E.|Brownian Motion and Stochastic Calculus|Springer|1991
Puterman, Martin L.|Markov Decision Processes: Discrete Stochastic Dynamic Programming|Wiley|1994
Bertsekas, Dimitri P.|Dynamic Programming and Optimal Control|Athena Scientific|2012
Bertsekas, Dimitri P. and Tsitsiklis, John N.|Neuro-Dynamic Programming|Athena Scientific|1996
Bellman, Richard|Dynamic Programming|Princeton University Press|1957
Garey, Michael R. and Johnson, David S.|Computers and Intractability: A Guide to the Theory of NP-Completeness|Freeman|1979
Arora, Sanjeev and Barak, Boaz|Computational Complexity: A Modern Approach|Cambridge University Press|2009
Sipser, Michael|Introduction to the Theory of Computation|Cengage|2012
Papadimitriou, Christos H.|Computational Complexity|Addison-Wesley|1994
Motwani, Rajeev and Raghavan, Prabhakar|Randomized Algorithms|Cambridge University Press|1995
Vazirani, Vijay V.|Approximation Algorithms|Springer|2001
Nielsen, Michael A. and Chuang, Isaac L.|Quantum Computation and Quantum Information|Cambridge University Press|2010
Katz, Jonathan and Lindell, Yehuda|Introduction to Modern Cryptography|CRC Press|2014
Goldreich, Oded|Foundations of Cryptography|Cambridge University Press|2001
Menezes, Alfred J. and van Oorschot, Paul C. and Vanstone, Scott A.|Handbook of Applied Cryptography|CRC Press|1996
Tanenbaum, Andrew S. and Bos, Herbert|Modern Operating Systems|Pearson|2014
Hennessy, John L. and Patterson, David A.|Computer Architecture: A Quantitative Approach|Morgan Kaufmann|2017
Kernighan, Brian W. and Ritchie, Dennis M.|The {C} Programming Language|Prentice Hall|1988
Stroustrup, Bjarne|The {C++} Programming Language|Addison-Wesley|2013
Abelson, Harold and Sussman, Gerald Jay|Structure and Interpretation of Computer Programs|MIT Press|1996
Gamma, Erich and Helm, Richard and Johnson, Ralph and Vlissides, John|Design Patterns|Addison-Wesley|1994
Brooks, Jr., Frederick P.|The Mythical Man-Month|Addison-Wesley|1995
Pierce, Benjamin C.|Types and Programming Languages|MIT Press|2002
Winskel, Glynn|The Formal Semantics of Programming Languages|MIT Press|1993
Baier, Christel and Katoen, Joost-Pieter|Principles of Model Checking|MIT Press|2008
Jurafsky, Daniel and Martin, James H.|Speech and Language Processing|Prentice Hall|2009
Manning, Christopher D. and Sch{\\"u}tze, Hinrich|Foundations of Statistical Natural Language Processing|MIT Press|1999
Manning, Christopher D. and Raghavan, Prabhakar and Sch{\\"u}tze, Hinrich|Introduction to Information Retrieval|Cambridge University Press|2008
Hartley, Richard and Zisserman, Andrew|Multiple View Geometry in Computer Vision|Cambridge University Press|2004
Szeliski, Richard|Computer Vision: Algorithms and Applications|Springer|2010
Thrun, Sebastian and Burgard, Wolfram and Fox, Dieter|Probabilistic Robotics|MIT Press|2005
LaValle, Steven M.|Planning Algorithms|Cambridge University Press|2006
Oppenheim, Alan V. and Schafer, Ronald W.|Discrete-Time Signal Processing|Pearson|2009
Mallat, St{\\'e}phane|A Wavelet Tour of Signal Processing|Academic Press|2008
Haykin, Simon|Neural Networks and Learning Machines|Pearson|2009
Tse, David and Viswanath, Pramod|Fundamentals of Wireless Communication|Cambridge University Press|2005
Strogatz, Steven H.|Nonlinear Dynamics and Chaos|Westview Press|2014
Khalil, Hassan K.|Nonlinear Systems|Prentice Hall|2002
Newman, Mark|Networks: An Introduction|Oxford University Press|2010
Bollob{\\'a}s, B{\\'e}la|Random Graphs|Cambridge University Press|2001
Diestel, Reinhard|Graph Theory|Springer|2017
Nisan, Noam and Roughgarden, Tim and Tardos, {\\'E}va and Vazirani, Vijay V.|Algorithmic Game Theory|Cambridge University Press|2007
von Neumann, John and Morgenstern, Oskar|Theory of Games and Economic Behavior|Princeton University Press|1944
Fudenberg, Drew and Tirole, Jean|Game Theory|MIT Press|1991
Mas-Colell, Andreu and Whinston, Michael D. and Green, Jerry R.|Microeconomic Theory|Oxford University Press|1995
Wooldridge, Jeffrey M.|Econometric Analysis of Cross Section and Panel Data|MIT Press|2010
Angrist, Joshua D. and Pischke, J{\\"o}rn-Steffen|Mostly Harmless Econometrics|Princeton University Press|2009
Imbens, Guido W. and Rubin, Donald B.|Causal Inference for Statistics, Social, and Biomedical Sciences|Cambridge University Press|2015
Gelman, Andrew and Carlin, John B. and Stern, Hal S. and Dunson, David B. and others|Bayesian Data Analysis|CRC Press|2013
Efron, Bradley and Tibshirani, Robert J.|An Introduction to the Bootstrap|Chapman and Hall|1993
Box, George E. P. and Jenkins, Gwilym M.|Time Series Analysis: Forecasting and Control|Holden-Day|1970
Lehmann, E. L. and Romano, Joseph P.|Testing Statistical Hypotheses|Springer|2005
Robert, Christian P. and Casella, George|Monte Carlo Statistical Methods|Springer|2004
Jackson, John David|Classical Electrodynamics|Wiley|1999
Misner, Charles W. and Thorne, Kip S. and Wheeler, John Archibald|Gravitation|Freeman|1973
Peskin, Michael E. and Schroeder, Daniel V.|An Introduction to Quantum Field Theory|Addison-Wesley|1995
Weinberg, Steven|The Quantum Theory of Fields|Cambridge University Press|1995
Sakurai, J. J. and Napolitano, Jim|Modern Quantum Mechanics|Addison-Wesley|2011
Goldstein, Herbert and Poole, Charles and Safko, John|Classical Mechanics|Addison-Wesley|2002
Kittel, Charles|Introduction to Solid State Physics|Wiley|2005
Ashcroft, Neil W. and Mermin, N. David|Solid State Physics|Saunders|1976
Binney, James and Tremaine, Scott|Galactic Dynamics|Princeton University Press|2008
Alberts, Bruce and others|Molecular Biology of the Cell|Garland Science|2014
Durbin, Richard and Eddy, Sean R. and Krogh, Anders and Mitchison, Graeme|Biological Sequence Analysis|Cambridge University Press|1998
Dayan, Peter and Abbott, L. F.|Theoretical Neuroscience|MIT Press|2001
Kandel, Eric R. and Schwartz, James H. and Jessell, Thomas M.|Principles of Neural Science|McGraw-Hill|2000
Marr, David|Vision|Freeman|1982
Minsky, Marvin and Papert, Seymour|Perceptrons|MIT Press|1969
Kahneman, Daniel|Thinking, Fast and Slow|Farrar, Straus and Giroux|2011
Kuhn, Thomas S.|The Structure of Scientific Revolutions|University of Chicago Press|1962
Simon, Herbert A.|The Sciences of the Artificial|MIT Press|1996
Shannon, Claude E. and Weaver, Warren|The Mathematical Theory of Communication|University of Illinois Press|1949
Wiener, Norbert|Cybernetics|MIT Press|1948
Bostrom, Nick|Superintelligence: Paths, Dangers, Strategies|Oxford University Press|2014
O'Neil, Cathy|Weapons of Math Destruction|Crown|2016
Tufte, Edward R.|The Visual Display of Quantitative Information|Graphics Press|2001
Wickham, Hadley|ggplot2: Elegant Graphics for Data Analysis|Springer|2016
McKinney, Wes|Python for Data Analysis|O'Reilly|2017
Press, William H. and Teukolsky, Saul A. and Vetterling, William T. and Flannery, Brian P.|Numerical Recipes|Cambridge University Press|2007
Trefethen, Lloyd N. and Bau III, David|Numerical Linear Algebra|SIAM|1997
Saad, Yousef|Iterative Methods for Sparse Linear Systems|SIAM|2003
Mac Lane, Saunders|Categories for the Working Mathematician|Springer|1998
Hatcher, Allen|Algebraic Topology|Cambridge University Press|2002
Lang, Serge|Algebra|Springer|2002
Hartshorne, Robin|Algebraic Geometry|Springer|1977
Lee, John M.|Introduction to Smooth Manifolds|Springer|2012
do Carmo, Manfredo Perdig{\\~a}o|Riemannian Geometry|Birkh{\\"a}user|1992
Amari, Shun-ichi|Information Geometry and Its Applications|Springer|2016
Lattimore, Tor and Szepesv{\\'a}ri, Csaba|Bandit Algorithms|Cambridge University Press|2020
"""
STANDARDS = """
{ISO}|Information technology --- Programming languages --- {C++}|ISO/IEC 14882:2020|2020
{W3C}|Web Content Accessibility Guidelines ({WCAG}) 2.1|W3C Recommendation|2018
{Deutsches Institut f{\\"u}r Normung}|Titelangaben von Dokumenten: Zitierregeln|DIN 1505-2|1984
{ITU-T}|Perceptual evaluation of speech quality ({PESQ})|Recommendation P.862|2001
{IEEE}|{IEEE} Standard for Floating-Point Arithmetic|IEEE Std 754-2019|2019
{IEEE}|{IEEE} Standard for Ethernet|IEEE Std 802.3-2018|2018
{IEEE}|Wireless {LAN} Medium Access Control and Physical Layer Specifications|IEEE Std 802.11-2016|2016
{ISO}|Programming Languages -- {C}|ISO/IEC 9899:2018|2018
{ISO}|Programming Languages -- {C++}|ISO/IEC 14882:2020|2020
{ISO}|Road Vehicles -- Functional Safety|ISO 26262|2018
{ISO}|Codes for the Representation of Names of Languages|ISO 639-3|2007
{ISO}|Date and Time -- Representations for Information Interchange|ISO 8601-1|2019
{ISO}|Quality Management Systems -- Requirements|ISO 9001|2015
{ISO}|Information Security Management Systems -- Requirements|ISO/IEC 27001|2022
{National Institute of Standards and Technology}|Advanced Encryption Standard|FIPS 197|2001
{National Institute of Standards and Technology}|Secure Hash Standard|FIPS 180-4|2015
{National Institute of Standards and Technology}|{SHA-3} Standard: Permutation-Based Hash and Extendable-Output Functions|FIPS 202|2015
{National Institute of Standards and Technology}|Digital Signature Standard|FIPS 186-5|2023
{ITU-T}|Advanced Video Coding for Generic Audiovisual Services|Recommendation H.264|2019
{ITU-T}|High Efficiency Video Coding|Recommendation H.265|2018
{ITU-R}|Methodology for the Subjective Assessment of the Quality of Television Pictures|Recommendation BT.500|2012
{W3C}|{SPARQL} 1.1 Query Language|W3C Recommendation|2013
{W3C}|{OWL} 2 Web Ontology Language Document Overview|W3C Recommendation|2012
{W3C}|Web Content Accessibility Guidelines 2.1|W3C Recommendation|2018
Rescorla, Eric|The Transport Layer Security ({TLS}) Protocol Version 1.3|RFC 8446|2018
Postel, Jon|Transmission Control Protocol|RFC 793|1981
Postel, Jon|Internet Protocol|RFC 791|1981
Postel, Jon|User Datagram Protocol|RFC 768|1980
Mockapetris, Paul|Domain Names -- Concepts and Facilities|RFC 1034|1987
Fielding, Roy and Nottingham, Mark and Reschke, Julian|{HTTP} Semantics|RFC 9110|2022
Bray, Tim|The {JavaScript} Object Notation ({JSON}) Data Interchange Format|RFC 8259|2017
Bradner, Scott|Key Words for Use in {RFC}s to Indicate Requirement Levels|RFC 2119|1997
Hardt, Dick|The {OAuth} 2.0 Authorization Framework|RFC 6749|2012
Iyengar, Jana and Thomson, Martin|{QUIC}: A {UDP}-Based Multiplexed and Secure Transport|RFC 9000|2021
{European Telecommunications Standards Institute}|Digital Video Broadcasting: Framing Structure|EN 300 744|2015
{3GPP}|Study on Channel Model for Frequencies from 0.5 to 100 {GHz}|TR 38.901|2020
{SAE International}|Taxonomy and Definitions for Terms Related to Driving Automation Systems|J3016|2021
{Deutsches Institut f{\\"u}r Normung}|Transliteration der kyrillischen Alphabete slawischer Sprachen|DIN 1460|1982
{The Unicode Consortium}|The {Unicode} Standard, Version 15.0|Unicode Consortium|2022
"""
THESES = """
Grothendieck, Alexander|Produits tensoriels topologiques et espaces nucl{\\'e}aires|Universit{\\'e} de Nancy|1953
Hochreiter, Josef|Untersuchungen zu dynamischen neuronalen Netzen|Technische Universit{\\"a}t M{\\"u}nchen|1991
Noether, Emmy|{\\"U}ber die Bildung des Formensystems der tern{\\"a}ren biquadratischen Form|Universit{\\"a}t Erlangen|1907
Neumann J{\\'a}nos|Az {\\'a}ltal{\\'a}nos halmazelm{\\'e}let axiomatikus fel{\\'e}p{\\'i}t{\\'e}se|P{\\'a}zm{\\'a}ny P{\\'e}ter Tudom{\\'a}nyegyetem|1925
Cook, Matthew and others|Redes bayesianas para el diagn{\\'o}stico de fallos|Universidad de Granada|1999
Shannon, Claude Elwood|A Symbolic Analysis of Relay and Switching Circuits|Massachusetts Institute of Technology|1940
Nash, John F.|Non-Cooperative Games|Princeton University|1950
Turing, Alan M.|Systems of Logic Based on Ordinals|Princeton University|1938
Watkins, Christopher J. C. H.|Learning from Delayed Rewards|King's College, Cambridge|1989
Werbos, Paul J.|Beyond Regression: New Tools for Prediction and Analysis in the Behavioral Sciences|Harvard University|1974
Hochreiter, Sepp|Untersuchungen zu dynamischen neuronalen Netzen|Technische Universit{\\"a}t M{\\"u}nchen|1991
Hinton, Geoffrey E.|Relaxation and Its Role in Vision|University of Edinburgh|1977
Sutton, Richard S.|Temporal Credit Assignment in Reinforcement Learning|University of Massachusetts|1984
Neal, Radford M.|Bayesian Learning for Neural Networks|University of Toronto|1995
MacKay, David J. C.|Bayesian Methods for Adaptive Models|California Institute of Technology|1992
Krizhevsky, Alex|Learning Multiple Layers of Features from Tiny Images|University of Toronto|2009
Sutskever, Ilya|Training Recurrent Neural Networks|University of Toronto|2013
Mikolov, Tom{\\'a}{\\v{s}}|Statistical Language Models Based on Neural Networks|Brno University of Technology|2012
Kingma, Diederik P.|Variational Inference and Deep Learning: A New Synthesis|University of Amsterdam|2017
Gal, Yarin|Uncertainty in Deep Learning|University of Cambridge|2016
Graves, Alex|Supervised Sequence Labelling with Recurrent Neural Networks|Technische Universit{\\"a}t M{\\"u}nchen|2008
Karpathy, Andrej|Connecting Images and Natural Language|Stanford University|2016
Socher, Richard|Recursive Deep Learning for Natural Language Processing and Computer Vision|Stanford University|2014
Girard, Jean-Yves|Interpr{\\'e}tation fonctionnelle et {\\'e}limination des coupures|Universit{\\'e} Paris VII|1972
Milner, Robin|A Calculus of Communicating Systems|University of Edinburgh|1980
Fielding, Roy Thomas|Architectural Styles and the Design of Network-Based Software Architectures|University of California, Irvine|2000
Sutherland, Ivan Edward|Sketchpad: A Man-Machine Graphical Communication System|Massachusetts Institute of Technology|1963
Gentry, Craig|A Fully Homomorphic Encryption Scheme|Stanford University|2009
Merkle, Ralph C.|Secrecy, Authentication, and Public Key Systems|Stanford University|1979
Petri, Carl Adam|Kommunikation mit Automaten|Universit{\\"a}t Bonn|1962
Wolpert, Daniel M.|Overcoming Time Delays in Sensorimotor Control|University of Oxford|1992
Minsky, Marvin|Neural Nets and the Brain Model Problem|Princeton University|1954
Feynman, Richard P.|The Principle of Least Action in Quantum Mechanics|Princeton University|1942
de Broglie, Louis|Recherches sur la th{\\'e}orie des quanta|Universit{\\'e} de Paris|1924
Riemann, Bernhard|Grundlagen f{\\"u}r eine allgemeine Theorie der Functionen|Universit{\\"a}t G{\\"o}ttingen|1851
Hutter, Frank|Automated Configuration of Algorithms for Solving Hard Computational Problems|University of British Columbia|2009
Lin, Long-Ji|Reinforcement Learning for Robots Using Neural Networks|Carnegie Mellon University|1993
Kakade, Sham M.|On the Sample Complexity of Reinforcement Learning|University College London|2003
Ng, Andrew Y.|Shaping and Policy Search in Reinforcement Learning|University of California, Berkeley|2003
Abbeel, Pieter|Apprenticeship Learning and Reinforcement Learning|Stanford University|2008
Blei, David M.|Probabilistic Models of Text and Images|University of California, Berkeley|2004
Beal, Matthew J.|Variational Algorithms for Approximate {Bayesian} Inference|University College London|2003
Rosenblatt, Murray|On Distributions of Certain {Wiener} Functionals|Cornell University|1949
Lafferty, Kevin D.|Parasites and the Structure of Marsh Communities|University of California, Santa Barbara|1991
Page, Ian P.|Reconfigurable Processor Architectures|University of Oxford|1996
"""
SOFTWARE = """
{The {PARI} Group}|{PARI/GP} version 2.15.4|https://pari.math.u-bordeaux.fr|2023
Paszke, Adam and others|{PyTorch}, version 2.0|https://pytorch.org|2023
{Stan Development Team}|{Stan} Modeling Language Users Guide and Reference Manual|https://mc-stan.org|2023
{R Core Team}|{R}: A Language and Environment for Statistical Computing|https://www.r-project.org|2023
{Stan Development Team}|{Stan} Modeling Language Users Guide and Reference Manual|https://mc-stan.org|2023
{The MathWorks Inc.}|{MATLAB} Version 9.13|https://www.mathworks.com|2022
{Wolfram Research}|{Mathematica}, Version 13.2|https://www.wolfram.com|2022
{The Sage Developers}|{SageMath}, the {Sage} Mathematics Software System|https://www.sagemath.org|2023
{The GAP Group}|{GAP} -- Groups, Algorithms, and Programming|https://www.gap-system.org|2022
{Gurobi Optimization, LLC}|{Gurobi} Optimizer Reference Manual|https://www.gurobi.com|2023
{IBM}|{ILOG} {CPLEX} Optimization Studio|https://www.ibm.com|2020
{The PARI Group}|{PARI/GP} Version 2.15|https://pari.math.u-bordeaux.fr|2022
{Python Software Foundation}|{Python} Language Reference|https://docs.python.org|2023
Bradbury, James and Frostig, Roy and Hawkins, Peter and others|{JAX}: Composable Transformations of {Python}+{NumPy} Programs|https://github.com/google/jax|2018
Chollet, Fran{\\c{c}}ois and others|{Keras}|https://keras.io|2015
Falcon, William|{PyTorch} {Lightning}|https://github.com/Lightning-AI/lightning|2019
Wightman, Ross|{PyTorch} Image Models|https://github.com/rwightman/pytorch-image-models|2019
Biewald, Lukas|Experiment Tracking with {Weights and Biases}|https://www.wandb.com|2020
Honnibal, Matthew and Montani, Ines|{spaCy} 2: Natural Language Understanding with Bloom Embeddings|https://spacy.io|2017
Jocher, Glenn|{YOLOv5} by {Ultralytics}|https://github.com/ultralytics/yolov5|2020
Bradski, Gary|The {OpenCV} Library|https://opencv.org|2000
{Blender Online Community}|{Blender} -- A {3D} Modelling and Rendering Package|https://www.blender.org|2018
{Hagberg, Aric and Schult, Dan and Swart, Pieter}|{NetworkX} Reference|https://networkx.org|2020
{The pandas Development Team}|pandas-dev/pandas: {Pandas}|https://pandas.pydata.org|2020
Coumans, Erwin and Bai, Yunfei|{PyBullet}, a {Python} Module for Physics Simulation|https://pybullet.org|2016
{The CGAL Project}|{CGAL} User and Reference Manual|https://doc.cgal.org|2023
Guennebaud, Ga{\\"e}l and Jacob, Beno{\\^i}t and others|{Eigen} v3|https://eigen.tuxfamily.org|2010
{The mpmath Development Team}|mpmath: A {Python} Library for Arbitrary-Precision Floating-Point Arithmetic|https://mpmath.org|2023
Johnson, Steven G.|The {NLopt} Nonlinear-Optimization Package|https://github.com/stevengj/nlopt|2007
Frigo, Matteo and Johnson, Steven G.|{FFTW} Reference Manual|https://www.fftw.org|2020
{NVIDIA}|{CUDA} {C++} Programming Guide|https://docs.nvidia.com/cuda|2023
{OpenAI}|Tiktoken|https://github.com/openai/tiktoken|2022
Gao, Leo and others|A Framework for Few-Shot Language Model Evaluation|https://github.com/EleutherAI/lm-evaluation-harness|2021
Taori, Rohan and Gulrajani, Ishaan and others|{Stanford} {Alpaca}: An Instruction-Following {LLaMA} Model|https://github.com/tatsu-lab/stanford_alpaca|2023
Karpathy, Andrej|nano{GPT}|https://github.com/karpathy/nanoGPT|2022
{Google}|{Flatbuffers}|https://google.github.io/flatbuffers|2014
{LLVM Project}|The {LLVM} Compiler Infrastructure|https://llvm.org|2023
{Free Software Foundation}|{GNU} {Octave}|https://octave.org|2022
"""
PAGES = """
Olah, Christopher|Understanding {LSTM} Networks|https://colah.github.io|2015
Weng, Lilian|Attention? Attention!|https://lilianweng.github.io|2018
{OpenAI}|Introducing {ChatGPT}|https://openai.com/blog/chatgpt|2022
Karpathy, Andrej|The Unreasonable Effectiveness of Recurrent Neural Networks|https://karpathy.github.io|2015
Olah, Christopher|Understanding {LSTM} Networks|https://colah.github.io|2015
Sutton, Richard|The Bitter Lesson|http://www.incompleteideas.net|2019
Weng, Lilian|Attention? Attention!|https://lilianweng.github.io|2018
Alammar, Jay|The Illustrated {Transformer}|https://jalammar.github.io|2018
Nakamoto, Satoshi|{Bitcoin}: A Peer-to-Peer Electronic Cash System|https://bitcoin.org|2008
{OpenAI}|Introducing {ChatGPT}|https://openai.com/blog/chatgpt|2022
{Anthropic}|Introducing {Claude}|https://www.anthropic.com|2023
{Wikipedia contributors}|Bayes' Theorem|https://en.wikipedia.org|2023
{Common Crawl}|Common Crawl Corpus|https://commoncrawl.org|2023
{Kaggle}|{Kaggle}: Your Machine Learning and Data Science Community|https://www.kaggle.com|2023
{United States Census Bureau}|{American} Community Survey|https://www.census.gov|2022
{World Health Organization}|Global Health Observatory|https://www.who.int|2022
{European Commission}|Proposal for a Regulation Laying Down Harmonised Rules on Artificial Intelligence|https://eur-lex.europa.eu|2021
{European Parliament}|General Data Protection Regulation|https://eur-lex.europa.eu|2016
{Stack Overflow}|Developer Survey Results|https://survey.stackoverflow.co|2022
Ruder, Sebastian|An Overview of Gradient Descent Optimization Algorithms|https://www.ruder.io|2016
Branwen, Gwern|The Scaling Hypothesis|https://gwern.net|2020
Graham, Paul|A Plan for Spam|http://www.paulgraham.com|2002
Raymond, Eric S.|The Cathedral and the Bazaar|http://www.catb.org|1999
LeCun, Yann and Cortes, Corinna and Burges, C. J.|{MNIST} Handwritten Digit Database|http://yann.lecun.com/exdb/mnist|2010
Dua, Dheeru and Graff, Casey|{UCI} Machine Learning Repository|http://archive.ics.uci.edu/ml|2017
{Hugging Face}|Open {LLM} Leaderboard|https://huggingface.co|2023
{Project Gutenberg}|Free {eBooks}|https://www.gutenberg.org|2023
{CIA}|The World Factbook|https://www.cia.gov|2021
"""
TRANSLATIONS = """
Kant, Immanuel|Kritik der reinen Vernunft. Critique of Pure Reason, translated by Paul Guyer and Allen W. Wood|Cambridge University Press|1998
Bourbaki, Nicolas|{\\'E}l{\\'e}ments de math{\\'e}matique: Alg{\\`e}bre, {\\'e}dition russe|Mir|1966
Euler, Leonhard|Introductio in analysin infinitorum|Bousquet|1748
Euler, Leonhard|Introduction to Analysis of the Infinite|Springer|1988
Freud, Sigmund|Die Traumdeutung|Deuticke|1900
Freud, Sigmund|The Interpretation of Dreams|Macmillan|1913
Weber, Max|Wirtschaft und Gesellschaft|Mohr|1922
Weber, Max|Economy and Society|University of California Press|1978
Darwin, Charles|{\\"U}ber die Entstehung der Arten|Schweizerbart|1860
Darwin, Charles|On the Origin of Species|John Murray|1859
Marx, Karl|Das Kapital|Otto Meissner|1867
Marx, Karl|Capital: A Critique of Political Economy|Penguin|1976
Kolmogorov, Andrei N.|Foundations of the Theory of Probability|Chelsea|1956
Kolmogoroff, A.|Grundbegriffe der Wahrscheinlichkeitsrechnung|Springer|1933
Landau, L. D. and Lifshitz, E. M.|Mechanics|Pergamon Press|1976
Landau, L. D. and Lifschitz, E. M.|Lehrbuch der theoretischen {Physik}: Mechanik|Akademie-Verlag|1979
Arnold, V. I.|Mathematical Methods of Classical Mechanics|Springer|1989
Pontryagin, L. S. and Boltyanskii, V. G. and Gamkrelidze, R. V. and Mishchenko, E. F.|The Mathematical Theory of Optimal Processes|Interscience|1962
Wittgenstein, Ludwig|Tractatus Logico-Philosophicus|Kegan Paul|1922
Wittgenstein, Ludwig|Logisch-philosophische Abhandlung|Suhrkamp|1963
Kant, Immanuel|Kritik der reinen Vernunft|Hartknoch|1781
Kant, Immanuel|Critique of Pure Reason|Cambridge University Press|1998
Foucault, Michel|Surveiller et punir: Naissance de la prison|Gallimard|1975
Foucault, Michel|Discipline and Punish: The Birth of the Prison|Pantheon|1977
Bourbaki, Nicolas|{\\'E}l{\\'e}ments de math{\\'e}matique|Hermann|1939
Bourbaki, Nicolas|Elements of Mathematics: General Topology|Springer|1995
Piaget, Jean|La naissance de l'intelligence chez l'enfant|Delachaux et Niestl{\\'e}|1936
Vygotsky, Lev S.|Thought and Language|MIT Press|1962
Hilbert, David and Ackermann, Wilhelm|Grundz{\\"u}ge der theoretischen Logik|Springer|1928
Hilbert, David and Ackermann, Wilhelm|Principles of Mathematical Logic|Chelsea|1950
Gauss, Carl Friedrich|Disquisitiones Arithmeticae|Yale University Press|1966
Newton, Isaac|The {Principia}: Mathematical Principles of Natural Philosophy|University of California Press|1999
Descartes, Ren{\\'e}|Discours de la m{\\'e}thode|Jan Maire|1637
Saussure, Ferdinand de|Course in General Linguistics|Philosophical Library|1959
Bakhtin, Mikhail|Problems of {Dostoevsky}'s Poetics|University of Minnesota Press|1984
Frege, Gottlob|Begriffsschrift|Louis Nebert|1879
Mandelbrot, Beno{\\^i}t|Les objets fractals: forme, hasard et dimension|Flammarion|1975
Gantmacher, F. R.|The Theory of Matrices|Chelsea|1959
Tikhonov, A. N. and Arsenin, V. Y.|Solutions of Ill-Posed Problems|Winston|1977
Nesterov, Yurii|Introductory Lectures on Convex Optimization|Kluwer|2004
Gelfand, I. M. and Fomin, S. V.|Calculus of Variations|Prentice-Hall|1963
Erd{\\'e}lyi, Arthur and Magnus, Wilhelm and Oberhettinger, Fritz and Tricomi, Francesco G.|Higher Transcendental Functions|McGraw-Hill|1953
R{\\'e}nyi, Alfr{\\'e}d|Wahrscheinlichkeitsrechnung|VEB Deutscher Verlag der Wissenschaften|1962
P{\\'o}lya, George and Szeg{\\H{o}}, G{\\'a}bor|Aufgaben und Lehrs{\\"a}tze aus der Analysis|Springer|1925
"""
# How each kind is written: entry types, and the field that says where it appeared; they are used in turn.
_FORMS = {
    BOOKS: (("book", "publisher"), ("Book", "publisher"), ("book", "publisher")),
    STANDARDS: (("techreport", "institution"), ("misc", "howpublished"), ("standard", "number"), ("manual", "note")),
    THESES: (("phdthesis", "school"), ("thesis", "institution"), ("phdthesis", "school")),
    SOFTWARE: (("misc", "url"), ("software", "url"), ("manual", "url"), ("misc", "howpublished")),
    PAGES: (("misc", "howpublished"), ("online", "url"), ("misc", "url")),
    TRANSLATIONS: (("book", "publisher"), ("mvbook", "publisher")),
}


def right_references() -> list[str]:
    """Return the entries."""
    rows = [
        (line.split("|"), *forms[at % len(forms)])
        for lines, forms in _FORMS.items()
        for at, line in enumerate(lines.strip().splitlines())
    ]
    return [
        f"@{kind}{{k{number},\n  author = {{{who}}},\n  title = {{{what}}},\n  {field} = {{{where}}},\n"
        f"  year = {{{year}}}\n}}\n"
        for number, ((who, what, where, year), kind, field) in enumerate(rows)
    ]
