/** Scripts in the way people write them for Brian2: published models, each with a voltage in volt. */
const head = 'from brian2 import *\n';

export const scripts: Readonly<Record<string, string>> = {
  'leaky cells over a range of currents': `"""Rate against current"""
${head}n = 50
tau = 10*ms
eqs = '''
dv/dt = (v0 - v)/tau : volt (unless refractory)
v0 : volt
'''
G = NeuronGroup(n, eqs, threshold='v > 10*mV', reset='v = 0*mV', refractory=5*ms, method='exact')
G.v0 = '20*mV*i/(n - 1)'
M = SpikeMonitor(G)
run(0.1*second)
plot(G.v0/mV, M.count/(0.1*second))
`,
  'threshold that moves': `${head}eqs = '''
dv/dt = -v/(10*ms) : volt
dtheta/dt = (10*mV - theta)/(15*ms) : volt
'''
N1 = NeuronGroup(5, model=eqs, threshold='v > theta', reset='''v = 0*mV
theta += 3*mV''', method='exact')
N1.theta = 10*mV
P = PoissonGroup(40, 60*Hz)
S = Synapses(P, N1, on_pre='v += 3*mV')
S.connect()
run(100*ms)
`,
  'current-based network (Brette et al. 2007)': `${head}taum, taue, taui = 20*ms, 5*ms, 10*ms
Vt = -50*mV; Vr = -60*mV; El = -49*mV
eqs = '''
dv/dt = (ge + gi - (v - El))/taum : volt (unless refractory)
dge/dt = -ge/taue : volt
dgi/dt = -gi/taui : volt
'''
P = NeuronGroup(400, eqs, threshold='v > Vt', reset='v = Vr', refractory=5*ms, method='exact')
P.v = 'Vr + rand()*(Vt - Vr)'
we = (60*0.27/10)*mV  # excitatory
wi = (-20*4.5/10)*mV
Ce = Synapses(P, P, on_pre='ge += we')
Ci = Synapses(P, P, on_pre='gi += wi')
Ce.connect('i < 320', p=0.1)
Ci.connect('i >= 320', p=0.1)
run(100*ms)
`,
  'conductance-based network (Brette et al. 2007)': `${head}Pn = 400
eqs = Equations('''
dv/dt = (ge*(0*mV - v) + gi*(-80*mV - v) + (-49*mV - v))/(20*ms) : volt (unless refractory)
dge/dt = -ge/(5*ms) : 1
dgi/dt = -gi/(10*ms) : 1
''')
P = NeuronGroup(Pn, eqs, threshold='v > -50*mV', reset='v = -60*mV', refractory=5*ms, method='exponential_euler')
P.v = '-60*mV + rand()*10*mV'
Pe = P[:320]
Pi = P[320:]
Se = Synapses(Pe, P, on_pre='ge += 0.3', delay=1*ms)
Se.connect(p=0.1)
Si = Synapses(Pi, P, on_pre='gi += 3.35', delay=1*ms)
Si.connect(p=0.1)
run(100*ms)
`,
  'AdEx (Brette & Gerstner 2005), a step of current between runs': `${head}C = 281*pF
gL = 30*nS
EL = -70.6*mV
VT = -50.4*mV
DeltaT = 2*mV
Vcut = VT + 5*DeltaT
tauw, a, b, Vr = 144*ms, 4*nS, 0.0805*nA, -70.6*mV
eqs = """
dvm/dt = (gL*(EL - vm) + gL*DeltaT*exp((vm - VT)/DeltaT) + I - w)/C : volt
dw/dt = (a*(vm - EL) - w)/tauw : amp
I : amp
"""
neuron = NeuronGroup(1, model=eqs, threshold='vm > Vcut', reset="vm = Vr; w += b", method='euler')
neuron.vm = EL
trace = StateMonitor(neuron, 'vm', record=0)
run(20*ms)
neuron.I = 1*nA
run(100*ms)
neuron.I = 0*nA
run(20*ms)
plot(trace.t/ms, trace[0].vm/mV)
`,
  'exponential cell (Fourcaud-Trocmé et al. 2003)': `${head}E = NeuronGroup(2, '''dv/dt = (-65*mV - v + 3.48*mV*exp((v + 59.9*mV)/(3.48*mV)) + 20*mV)/(10*ms) : volt''',
                threshold='v > -30*mV', reset='v = -68*mV', refractory=1.7*ms, method='euler')
E.v = -65*mV
run(200*ms)
`,
  'quadratic cell': `${head}tau = 20*ms
Q = NeuronGroup(3, 'dv/dt = ((v + 60*mV)**2/(10*mV) + 5*mV + 2*mV*i)/tau : volt', threshold='v > 0*mV', reset='v = -70*mV', method='rk4')
Q.v = linspace(-70*mV, -60*mV, 3)
run(200*ms)
`,
  'Hodgkin–Huxley cells (Traub & Miles 1991)': `${head}area = 20000*umetre**2
Cm = 1*ufarad*cm**-2*area
gl = 5e-5*siemens*cm**-2*area
g_na = 100*msiemens*cm**-2*area
g_kd = 30*msiemens*cm**-2*area
El, EK, ENa, VT = -65*mV, -90*mV, 50*mV, -63*mV
eqs = Equations('''
dv/dt = (gl*(El - v) - g_na*(m*m*m)*h*(v - ENa) - g_kd*(n*n*n*n)*(v - EK) + I)/Cm : volt
dm/dt = 0.32*(mV**-1)*4*mV/exprel((13.*mV - v + VT)/(4*mV))/ms*(1 - m) - 0.28*(mV**-1)*5*mV/exprel((v - VT - 40.*mV)/(5*mV))/ms*m : 1
dn/dt = 0.032*(mV**-1)*5*mV/exprel((15.*mV - v + VT)/(5*mV))/ms*(1. - n) - .5*exp((10.*mV - v + VT)/(40.*mV))/ms*n : 1
dh/dt = 0.128*exp((17.*mV - v + VT)/(18.*mV))/ms*(1. - h) - 4./(1 + exp((40.*mV - v + VT)/(5.*mV)))/ms*h : 1
I : amp
''')
H = NeuronGroup(10, eqs, threshold='v > -40*mV', refractory='v > -40*mV', method='exponential_euler')
H.v = El
H.I = '0.7*nA*i/10'
run(100*ms)
`,
  'Izhikevich’s cell with units': `${head}a, b, c, d = 0.02/ms, 0.2/ms, -65*mV, 8*mV/ms
Z = NeuronGroup(2, '''dv/dt = (0.04/ms/mV)*v**2 + (5/ms)*v + 140*mV/ms - u + 10*mV/ms : volt
du/dt = a*(b*v - u) : volt/second''', threshold='v >= 30*mV', reset='v = c; u += d', method='euler')
Z.v = c
Z.u = b*c
run(200*ms)
`,
  'cells in noise (after Brunel & Hakim 1999)': `${head}muext = 25*mV
sigmaext = 1*mV
taum = 20*ms
sparseness = float(50)/200
J = .1*mV
B = NeuronGroup(200, '''dV/dt = (-V + muext + sigmaext*sqrt(taum)*xi)/taum : volt''', threshold='V > 20*mV', reset='V = 10*mV', refractory=2*ms, method='euler')
B.V = 10*mV
conn = Synapses(B, B, on_pre='V += -J', delay=2*ms)
conn.connect(p='sparseness')
run(100*ms)
`,
};
