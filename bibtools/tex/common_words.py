"""Words of titles that are no names: a capital that one of them has is the title's, not its own.

The list holds English words that papers' titles have most often, with a small letter wherever the title is in sentence
case; the endings are those of further ones.
"""

from __future__ import annotations

from bibtools.core.lazy_pattern import lazy_pattern

_ENDING = lazy_pattern(
    r".{2,}(?:(?:tion|sion|ing|ment|ness|ity|ism|ance|ence|ology|graphy)s?|ities|ics|ical|ically|[ai]ble|ous|ated|i[sz]ed"
    r"|ally|ional|ular|etic|ive|ably|ously|ively|[st]ely|[ae]ntly|edly|ingly)"
)
_WORDS = frozenset(
    """
    about above absolute absolutely absorber abstract academic accelerate accelerator accelerators access account
    accuracy accurate achieve acid acids acklund acoustic across act actin acts acute acyclic adapted adiabatic adic
    adjacency adjacent adjoint adjusted admit adsorbed advanced advantage advected adversarial aerial aerosol affect
    affects affine after against age agent agents aggregate aggregates ahler aided air airborne aleph alg algebra
    algebraic algebras algebro algebroid algebroids algorithm algorithmic algorithms aligned alkali alkaline all alloy
    alloys almost along alpha alphabet alphabets alternatives always amalgam ambient amino among ample amplifier
    amplifiers amplitude amplitudes amyloid analog analogs analogue analogues analogy analyse analyses analysis
    analytic analyze ancestral ancient and angle angled angles anharmonic animal anions anisotropic anisotropies
    anisotropy annual annulus anomalies anomaly another answer ant antenna antennas anti antiferromagnet antihydrogen
    antiproton any anyons aperiodic aperture apparatus apparent applied approach approaches approximants approximate
    approximately arbitrage arbitrarily arbitrary arc architecture architectures arcs are area areas arm aro aromatic
    around array arrays arrival arrow art article articles artificial ary aspect aspects assembled assemblies assembly
    assess asset assets assisted ast astronomy asymmetric asymmetry asymptotic atmosphere atmospheres atmospheric atom
    atomic atomistic atoms attached attack attacks attosecond attractor attractors attribute attributes audio auditory
    augmented author authors auto autocatalytic autoencoders automata automatic automaton automorphic aux auxiliary
    avalanche avalanches average averaged averages aware away axial axiomatic axioms axis axisymmetric back backbone
    background backgrounds backward bacteria bacterial bad balanced ball ballistic balls band bandit bands bandwidth
    bank bar barrier barriers base based baseline bases basic basins basis batch bath batteries battery beam beams bed
    before behavior behavioral behaviors behaviour behavioural behaviours behind belief beliefs below benchmark
    benefit benefits bent benzene beryllium best beta better between beyond bialgebra bialgebras bias biased biases
    bibliometric bicategories bichromatic biharmonic bilateral bilayer bilayers bilinear billiard billiards bimodal
    bimodule bimodules binary binomial bio biomarkers biomolecules biorthogonal bipartite bipolar bird birth bit bits
    bivariate black blind block blockade blocks blood blow bodies body bond bonds bone book books bootstrap border
    bordered boron boson bosonic bosons both bottleneck bottom bound boundaries boundary bounded bounds box braces
    bracket brackets braid braided braids brain branch branched branches brane branes break breakdown breast breather
    breathers bremsstrahlung bridge bridges brief bright brittle broad broadband broadcast broken bubble bubbles
    budget buffer build built bulk bunch bunches bundle bundles burst bursts but cache cal calcium calculate calculi
    calculus call camera can cancer candidate cannot cantilever cap capacitor capillary capital capture carbon cardiac
    cardinal cardinals care carpets carrier carriers cascade cascades case cases catalysis catalytic catastrophe
    catastrophic categories category cathode causal cause caused causes cdot cell cells censored center centered
    centers central centralizer centralizers centre centres century cerebral certain chain chains challenges chamber
    change changes channel channels chaos chaotic character characteristic characterize characters charge charged
    charges chemistry chemotaxis chi children chimera chip chips chiral chirped choice choices chord chordal chromatic
    chromatin chromosome chronic cipher circadian circle circles circuit circuits circulant circularly cited claims
    class classes classifier classifiers clean climate clique cliques clock clocks clones close closed closure
    closures cloud clouds cluster clustered clusters coadjoint coalescent coalgebra coalgebras coarse coastal
    cocompact cocycle cocycles code coded codes coefficient coefficients coherent coherently cohomologies coil coin
    coisotropic cold coli colimits collagen collapse colliders collinear collisionless colloidal colloids colonies
    color colored colors colour coloured column comb combinatorial combined combs commerce commercial common
    commutator commutators comodules compact compacta compactly companion compared comparison comparisons
    complementary complemented complete completely complex complexes component components composed composite
    composites compound compounds compressed compute computed computer computers concave concept concepts conceptual
    concrete concurrency concurrent condensate condensates condensed conductor conductors cone cones confined conflict
    confluent confocal conformal congruent conic conjecture conjectures conjugacy conjugate connected connectome
    consensus conserved consistency consistent constant constants constrained constraint constraints construct
    constructed consumer contact contacts contagion contain contained content context contexts contextual contingency
    continua continued continuum contour contracts contrast control controlled controller controllers controls
    convergent converse convex cooled coordinate coordinates copies copper coprime copula copulas copy core cores
    corner corners corona coronal corpus correct corrected correlators cortex coset cosets cosine cosmic cost costs
    cotangent could count counter counterexample counterexamples counterflow counterpart countries country counts
    coupled coupler course courses covariant covariate covariates cover coverage covered covers crack create credit
    crisis criteria criterion cross crossed crossover crowd cryogenic cryptographic cryptosystem crystal crystalline
    crystallographic crystals cube cubes cubic cultural culture cumulants currency current currents curvature
    curvatures curve curved curves curvilinear cusp cusped cuspidal cusps cut cutoff cuts cyber cycle cycles cyclic
    cyclotomic cyclotron cylinder cylinders daily damage damped dans dark data database databases dataset datasets day
    dbar death decay decays decrease deep default defect defects deficiency defined definite deformed degeneracy
    degenerate degree degrees delay delayed delays delivery demand demographic dense dependencies dependency dependent
    deposited depth der derivatives derived des descent describe described descriptors design designed designs
    detailed detect detected detector detectors determinant determinantal determinants determine determined determines
    deterministic deuterium developed developmental device devices diagnosis diagnostic diagonal diagonals diagram
    diagrammatic diagrams diameter diamond diatomic dichotomy dictionaries dictionary dielectric different
    differential differentials diffuse digital digraphs dihedral dilemmas dilogarithm dilute dimer dimers dinger diode
    diodes dioxide dipolar dipole dipoles direct directed directly disc discharge discharges disconnected discovery
    discrepancy discrete discretely discriminant discs disease diseases disjoint disk disks disorder disordered
    dispersal dispersionless display distant distinct distinguished distorted distributed divergent diverse divide
    divided dividend divisor divisors does domain domains dominant doped dose dot dots double doubles doublet doubly
    down drag dressed drift driven driver drives drop droplet droplets drops drug drugs dry dual duals due dust dusty
    dyadic dye dynamic dynamo dynamos each early earthquake earthquakes easy ebres echet echo economic economy
    ecosystem ecosystems eddy edge edges ees effect effects efficacy efficiency efficient efficiently eigenmodes
    eigenstates eigenvalue eigenvalues eigenvector eigenvectors eight elastic electric electro electrode electrodes
    electrolyte electron electronic electrons electrostatic electroweak elegans elementary ell ellipsoid ellipsoids
    elliptic embedded eme emergent emitted emitter emitters empty enabled enables enard encoded end endpoint ends
    energies energy engine engineered engines enhanced enon enough enriched ensemble ensembles entangled entire
    entries entropic entropies entropy envelope envelopes environmental enyi enzyme eodory eom eorie epidemic
    epitaxial epithelial epsilon equal equilibria equilibrium equivalent equivariant era erasure ere ergodic error
    errors escape espaces essential estimate estimates estimator estimators eta etale evaluate even event events every
    everywhere evolutionary evy exact exactly example examples excess exchange excited exciton excitonic excitons
    exercise exist exit exotic exp expanders expected experimental expert explain explained explains explicit
    exploratory exponent exponential exponentials exponents exposed exposure expressed extended extent exterior
    external extra extracted extremal extreme extremely extremes extrinsic eye face faces facial factor factorial
    factors facts fails failure failures faithful fake fall false families family fans far fast faster fat fate
    fatigue fault feature features feed feedback feedforward femtosecond fermion fermionic fermions ferroelectric
    ferromagnet ferromagnets few fiber fibered fibers fibre fibred fibres field fields fifth figure file filiform
    filled film films filter filtered filters final financial find fine fingerprint finitary finite finitely fire
    first fish fit fixed flag flagellar flags flares flat flight flights flip flocks flow flows fluid fluids
    fluorescent flux fluxes fly foam focal focus focused fold folded folds follow food football for forbidden force
    forced forces forecast forecasts foreign forensic forest forests form formal format formed forms formula formulae
    formulas formule forward fountain four fourth frac fractal fractals fracture fractures frak frame framed frames
    framework frameworks free freedom freely frequencies frequency friendly from front fronts frozen fuel full
    fullerene fullerenes fully functionals functor functorial functors fundamental further fused future fuzzy gain
    galaxies galaxy game games gap gaps gas gases gate gates gauge gauged gels gender gene genera general generate
    generator generators generic genes genome genomes genomic genotype gentle genus geodesic geometric geometries
    geometry geostrophic geq gerbes germs get ghost giant girth given glass glasses glassy global glow gluon gold good
    goods governed grade graded gradient gradients grain grained grains grammar grammars graph graphene graphic
    graphite graphs greater greedy grid grids ground group groupe groupes groupoid groupoids groups grown growth
    guarantees guide guided gun half halide halo hand handed handle handlebodies handlebody hard hardware harmonic has
    hash hat have hazard hazards head health healthcare heart heat heavy height heliosphere helium helix help
    hereditarily hereditary heteroclinic heteronuclear heteroscedastic heterostructures heuristic hexagonal hidden
    hierarchies hierarchy high higher highest highly his histories history hoc holds hole holes hollow holographic
    holomorphic holonomic holonomy homeomorphic homoclinic homologies homotopies homotopy honeycomb hop horizon
    horizons horizontal host hot hull hulls human humans hybrid hydraulic hydrocarbons hydrodynamic hydrogen
    hydrogenlike hydrophobic hyper hyperbolic hypercube hypercyclic hyperelliptic hyperfine hypergeometric hypergraph
    hypergraphs hyperplane hyperplanes hyperspectral hypersurface hypersurfaces hypotheses hypothesis hysteresis ice
    icosahedral ideal ideals ideas idempotent idempotents identify ill image imagery images imaginary imbalanced
    immersed immune impact impacts imperfect implicit implied implies imply important improve improved improves
    impulse incoherent income incommensurate incomplete inconsistency increase increases incremental indefinite
    independent index indexed indexes indicator indicators indices indirect individual individuals indoor induce
    induced induces industrial industry inelastic inertia inertial inferred infinite infinitely infinitesimal
    influenced influential influenza informed infrared infrastructure infty inhibitory initial initio inner input
    inputs inside inspired instanton instantons instrumental insulator insulators int integer integers integral
    integrals integrate integrator integrators integro intelligent intense inter interatomic interconnected
    interdependent interest interface interfaces interfacial interferometer interferometers interferometric
    interferometry interior intermediate intermittency intermittent internal interplanetary interplay interstellar
    interval intervals into intra intrinsic introductory intuitionistic invariant invariants inverse inverses inverted
    inviscid ion ionic ionosphere ionospheric ions iron islands isometric isometries isometry isomonodromic isomorphic
    isoperimetric isospectral isothermal isotope isotopes isotopic isotopy isotropic isotropy issues item its jets
    join joint journals jump jumps just kappa kernel kernels key kicked kind kinds kinematic kinesin kink kinks knot
    knots knotted know knowledge known label labeled labelled laboratory laced lack lacunary ladder ladders lag
    laminar lamplighter land landscape landscapes language languages large larger largest laser lasers last latency
    latent lateral lattice lattices law laws layer layered layers lead leads leaf leaky learn learned least leaves
    left leg length lengths lens lenses lepton leq les less level levels libraries library life lifetime lifetimes
    lift lifts ligand light lightweight like likelihood likelihoods limit limited limits line linear linearly lines
    linewidth linguistic link linkage linked links lipid liquid liquids list lists literature lithium little lived
    ller load loaded loads local loci locked locus log logarithm logarithmic logarithms logic logistic long
    longitudinal look loop loops loss losses lossy low lower lowest lung machine machines macro macroscopic made magic
    magnesium magnet magneto magnetohydrodynamic magnetometer magnetometry magnetosphere magnets magnitude magnon main
    major make makes malaria malware mammalian managed manifold manifolds mantle many map maps margin marginal
    marginals marine marked marker markers market markets martingale martingales mass masses massless master match
    matched material materials mathbb mathbf mathcal mathfrak mathrm matrices matrix matroid matroids matter matters
    maxima maximal maximum may meager mean means measure measured measures mechanistic media median medium meet meets
    membership membrane membranes memories memory mental meromorphic mesh meshes meson mesons mesoscale mesoscopic
    message messages meta metabelian metabolic metal metallic metals metamaterial metamaterials metaplectic
    metasurface metasurfaces methane method methods metric micro microarray microbial microfluidic micron microscope
    microscopic microscopy microstructure microtubule microtubules microwave mid middle mild mini minima minimal
    minimax minimizers minimum minor minors mirror mirrors mismatch mixed mixture mixtures mobile modal mode model
    modeled models moderate modern modes modified modulator module modules moduli modulo modulus moisture molecule
    molecules momenta momentum monads money monitor monochromatic monodromy monogenic monoid monoidal monoids
    monolayer monolayers monomial monomials monopole monopoles monotone monotonic more most motif motifs motives
    motivic motor motors mouse move moves much multi multichannel multicomponent multifractal multigraded multigrid
    multilayer multilayers multilevel multilinear multimodal multimode multinomial multipartite multiphase multiphoton
    multiple multiplex multiplier multipliers multiply multipole multiscale multispectral multivalued multivariate
    muon muonic muscle music mutual nano nanocrystals nanodroplets nanofiber nanoparticle nanoparticles nanopore
    nanopores nanoribbons nanoscale nanosecond nanostructured nanostructures nanotube nanotubes nanowire nanowires
    narrow natural nature near nearest nearly necessarily necessary need needed needs neighbor neighborhood
    neighborhoods neighbors nematic neon nerve nested nets network networked networks neural neuromorphic neuron
    neuronal neurons neutral neutrino neutrinos neutron neutrons new news next nilmanifolds nilpotency nilpotent
    niobium nitride nitrogen noble nodal node nodes noise noises noisy non nonabelian nonadiabatic noncompact
    nonconvex nondegenerate nonequilibrium nonholonomic nonlinear nonlocal nonparametric nonrelativistic nonsmooth
    nonstandard nonstationary nonsymmetric nontrivial nonuniform nonzero norm normal normed norms not note notes novel
    novo nowhere nuclear nuclei nucleon nucleotide nucleus null number numbers obius object objects oblique obner
    observables observed observer observers obstacle obstacles obtained occupancy ocean octonions odd odel odinger off
    offs offset oil old older olya once one ones online only onset onto open operad operads operator operators opinion
    optic optimal optimum oracle orbifold orbifolds orbit orbital orbitals orbits order ordered orders ordinal
    ordinary organic oriented origami origin origins ormander ortho orthogonal orthonormal oscillator oscillators
    oscillatory osp other otimes our outbreaks outcome outcomes outer outlier outliers output outside over overall
    overlap overline overview own oxide oxygen ozone package packet packets pair paired pairs pairwise panel pants
    paper papers par para parabolic paradigm paradox parallel parameter parameters parametric partial particle
    particles partitioned parts pass passage past patch patches path paths pathway pathways patient patients pattern
    patterned patterns payoff peak peaks pedestrian peer penalties penalty pencil pencils pendulum people peptide
    peptides per perceptual perfect perfectly perimeter period periodic periods peripheral permanent perovskite
    perovskites persistent person personal perspectives perturbed perverse phantom phase phases phenomena phenomenon
    phenotype phenotypes phenotypic phone phonon phononic phonons phosphorus photo photoacoustic photoelectron photon
    photonic photons picosecond picture pieces piecewise piezoelectric pinch pion pipe pipeline pitch pixel place plan
    planar plane planes planetary planets plans plant plants plasma plasmas plasmon plasmonic plasmons plastic plate
    plates platform platforms play player players plots plug plurisubharmonic plus point pointed points pointwise
    polar polariton polaritons polaron polarons pole poles policies policy poly polyatomic polycyclic polydisc polygon
    polygonal polygons polyhedra polyhedral polymer polymeric polymers polynomial polynomials polytope polytopes poor
    pore portfolio portfolios posed poset posets positron positronium positrons possibly post posterior posteriori
    potassium potential potentials pour power powered powerful powers practice practices pre precise precursor
    predator predict predicted predictor predictors predicts preferential prescribed present presented preserve
    preservers pressure pressures pretzel prey price prices primary prime primer primes primitives principal principle
    principles printed prior priori priors privacy private pro probabilistic probe probed probes problem problems
    procedure procedures process processes processor processors produce produced product products profile profiles
    profinite program programs progress project projected projectors projects promote promotes proof proofs propagator
    propelled proper properly properties property proposal proposed prospects prostate protected protein proteins
    protocol protocols proton protons prototype proximal proxy pseudo pseudoconvex pseudodifferential pseudorandom
    public pulsar pulse pulsed pulses pump pumped punctured pure purely purpose pursuit push puzzle quad quadratic
    quadrature quadric quadrilateral quadrupole quandle quandles quantifier quantify quantile quantiles quantum quark
    quarks quartic quasi quasiconformal quasicrystals quasigroups quasilinear quasiparticle quasiparticles
    quasiperiodic quasispecies quasisymmetric quaternion quaternionic quaternions qubit qubits quench quenched
    quenches queries query queue quintic quiver quivers quotient quotients radar radial radicals radii radio
    radiofrequency radiotherapy radius rainbow rainfall ramified random randomly range ranges rank ranks rapid rapidly
    rare rat ratchet ratchets rate rates ratio ratios ray rays reach reactor read readout reads real realistic reals
    receiver recent receptor receptors reciprocal recoil recommender record records recovery rectangles recurrent
    redshift reduce reduced redundancy redundant refined regime regimes region regions regret regulatory reinforced
    relationship relationships relativistic relator relaxed relay release relevant remainder remark remarks remote
    removal renewal replica repr represented required research researchers reservoir reservoirs residual residue
    residues resistant resolved resolvent resonant resonantly resonator resonators resource resources respect
    respiratory response responses rest restricted result results retarded retinal retrieval return returns reveal
    revealed reveals reversal reversals reverse reversed review revisited revival reward rho ribbon rich ridge right
    rightarrow rigid rise risk risks road robot robotic robots robust rock rod rods rogue role roles room root rooted
    roots rotor rotors rough round route routes row rubidium rule ruled rules run runaway rupture saddle safe safety
    salesman salt same sample sampled sampler samples sand sandwich satellite satellites scalar scalars scale scaled
    scales scan scanner scatter scattered scenario scenarios scene scheme schemes school scientific scientists score
    scores screened search searches seasonal second secondary secret sector sectors secure seed seeded seen seismic
    selected self selfadjoint semantic semi semiconductor semiconductors semidefinite semidirect semigroup semigroups
    semilattices semilinear semimetals semiparametric semisimple sense sensor sensors sensory separate separately
    sequential serial series server service services set sets setup seven several sex sexual shadow shadows shaken
    shallow shape shaped shapes share shared sharp sheaf shear sheared sheath sheaves sheet sheets shell shells shift
    shifted shifts shock shocks short shortest shot should shrinkage shuffle side sided sides sign signal signals
    signature signatures signed significant signs silica silico silicon silver similar simple simpler simplest simplex
    simplices simplicial simplified simply simulate simulator simulators sine single singlet singularly sink site
    sites situ six size sizes skein skeletons skew skin sky skyrmions slab sleep slice slices slip slit slope slopes
    slow slowly small smallest smart smartphone smash smooth smoothed snow social society socio socle sodium sofic
    soft software soil solar solenoid solenoids solid solids solitary soliton solitons soluble solute solve solvent
    solver solvers solvmanifolds some sonic sound source sources space spacecraft spaced spaces spacetime spacetimes
    sparse spatial spatio spatiotemporal speaker special species specific specified speckle spectra spectral
    spectrometer spectrometry spectroscopic spectroscopy spectrum speech speed speeds sphere spheres spheroidal spike
    spiked spikes spin spinless spinor spinors spins spiral spline splines split sporadic spot spots spread sqrt
    square squared squarefree squares squeezed stabilizer stack stacked stacks stage stages staggered standard
    standards star starlike stars state states static stationary statistic status steady steel stellar stellarator
    step steps stick stiff still stimuli stimulus stochastic stock stocks stop storage storm storms straight strain
    strained strand stranded strange strata strategic strategies strategy stratified stream streamer streamers streams
    strength strengths stress stresses stretch stretched strict strictly strip strips strong strongly strontium
    structural structure structured structures students studied studies study style sub subalgebra subalgebras
    subcategories subfactors subgraph subgraphs subgroup subgroups subharmonic subject subjected sublinear
    submanifolds submodules subnormal subset subsets subshifts subspace subspaces substrate substrates subsurface
    subsystems subvarieties subwavelength success sudden sufficient sum summary sums sup super superalgebra
    superalgebras superconductor superconductors superconformal supercooled supercuspidal superfluid superfluids
    supergroup supergroups superlattice superlattices superluminal supermanifolds superradiant supersolid supersonic
    superspace supersymmetric supersymmetry supply support supported supports sur sure surface surfaces surgeries
    surgery surrogate survey surveys survival suspended sustained sutured swarm swarms swimmers switch switched
    switches symbol symbolic symbols symmetric symmetries symmetry symplectic synapses synaptic synchrony synchrotron
    synthesis syst system systematic systemic systems systolic syzygies tableaux tables tactile tail tailed tailored
    tails take tale tame tangent tangential tangle tangles target targeted targets task tasks tau teach team technique
    techniques technologies tell temperature temperatures tempered template temporal tensor tensors terahertz term
    terminal terms ternary terrestrial test tests tetrahedra tetrahedral tetrahedron text textit textrm texts texture
    textures than that the their them theorem theorems theories theory therapy there thermal thermo thermodynamic
    thermoelectric theta they thick thin third this three threefolds threshold thresholds through throughput tidal
    ties tight tilde tilted time timed times timescales tip tissue tissues together tokamak tokamaks tolerant
    tomographic tongue too tool toolbox toolkit tools top topic topologies topos toral tori toric toroidal torque
    torus total tower towers toy trace tracer traces tracial track tracks trade traffic train trains trait traits
    trajectories trajectory trans transcendental transfer transfers transform transformed transforms transient
    transients transistor transistors transit translates transparency transparent transport transversal transverse
    transversely trap trapped traps travel tree trees treewidth trend trends tri trial trials triangle triangles
    triatomic tridiagonal triggered trigonometric trimer trimers triple triples triplet trivial true trust truth tube
    tubes tumor tumors tumour tune tuned tungsten tunnel tuples turbine turbulent turn tutorial tweezers twin twist
    twisted twistor twists two type types ufer uller ultimate ultra ultracold ultrafast ultrafilters ultrahigh
    ultrametric ultrarelativistic ultrashort ultrasound ultrathin ultraviolet unbiased unbounded uncertain
    uncertainties uncertainty under undergraduate understand underwater undirected undulator une unequal uniaxial
    unified uniform uniformly unimodal unions unipotent unique unit unital unitaries unitary units univalent
    univariate universal universes unknown unramified unsteady unstructured unusual update upon upper ups uranium
    urban usage use used useful user users vacancy vacuum value valued values vapor vapour vari variables variant
    variants variate varieties variety varphi vector vectors vehicle vehicles versatile versus vertex vertices very
    vesicle vesicles via vibronic video videos view viewpoint views vine viral virial virtual virus viruses
    viscoelastic visual vitro vivo voice volatile voltage volume volumes volumetric von vortex vortices voter wake
    wakefield wakefields walk walks wall walled walls warm warped was water wave waveform waveforms wavefront
    waveguide waveguides wavelength wavelengths wavelet wavelets waves way weak weakly wealth weather webs wedge
    weight weighted weights well wells when which while white whole whose wide widehat widetilde width widths wild
    will wind window windows wire wireless wires wise with within without word words work workflow works world worlds
    wreath written xenon year years yeast yet yield yields you your ytterbium zero zeroes zeros zeta zigzag zonal zone
    zones
""".split()
)


def is_common(word: str) -> bool:
    """Return whether a word is no name, in whatever case it is written."""
    small = word.lower()
    return small in _WORDS or _ENDING.fullmatch(small) is not None
