
from brian2 import *
import json

SEED = 1
DURATION = 200*ms

defaultclock.dt = 0.1*ms
seed(SEED)


def in_degree(sources, targets, degree, multapses, shift):
    """`degree` random sources for every target. Source i is target i + shift; with a shift, no cell projects to itself."""
    i = np.empty((targets, degree), dtype=int)
    for target in range(targets):
        own = -1 if shift is None else target - shift
        others = 0 <= own < sources
        chosen = np.random.choice(sources - others, degree, replace=multapses)
        i[target] = chosen + (chosen >= own) if others else chosen
    return dict(i=i.ravel(), j=np.repeat(np.arange(targets), degree))


constants_of_cells = dict(C=200*pF, g_L=10*nS, E_L=-60*mV)
cells = NeuronGroup(
    400,
    """dv/dt = (g_L*(E_L - v) + g_e*(0*mV - v) + g_i*(-80*mV - v))/C : volt (unless refractory)
       dg_e/dt = -g_e/(5*ms) : siemens
       dg_i/dt = -g_i/(10*ms) : siemens""",
    threshold='v > -50*mV', reset='v = E_L', refractory='5*ms', method='exponential_euler',
    namespace=constants_of_cells,
)
cells.v = '-60*mV + (-50*mV - -60*mV)*rand()'

noise = NeuronGroup(200, 'rate = 40*Hz : hertz', threshold='rand() < rate*dt')

constants_of_P = dict(C=200*pF, g_L=10*nS, E_L=-60*mV)
P = NeuronGroup(
    100,
    """dv/dt = (g_L*(E_L - v) + g_e*(0*mV - v) + g_i*(-80*mV - v))/C : volt (unless refractory)
       dg_e/dt = -g_e/(5*ms) : siemens
       dg_i/dt = -g_i/(10*ms) : siemens""",
    threshold='v > -50*mV', reset='v = E_L', refractory='5*ms', method='exponential_euler',
    namespace=constants_of_P,
)
P.v = '-60*mV + (-50*mV - -60*mV)*rand()'

constants_of_P2 = dict(C=200*pF, g_L=10*nS, E_L=-60*mV)
P2 = NeuronGroup(
    100,
    """dv/dt = (g_L*(E_L - v) + g_e*(0*mV - v) + g_i*(-80*mV - v))/C : volt (unless refractory)
       dg_e/dt = -g_e/(5*ms) : siemens
       dg_i/dt = -g_i/(10*ms) : siemens""",
    threshold='v > -50*mV', reset='v = E_L', refractory='5*ms', method='exponential_euler',
    namespace=constants_of_P2,
)
P2.v = '-60*mV + (-50*mV - -60*mV)*rand()'

noise2 = NeuronGroup(200, 'rate = 40*Hz : hertz', threshold='rand() < rate*dt')

from_noise_to_cells = Synapses(
    noise, cells,
    on_pre='g_e_post += 1*nS',
    namespace=constants_of_cells,
)
from_noise_to_cells.connect(**in_degree(200, 400, 20, True, None))
from_noise_to_cells.delay = max(1.5*ms - defaultclock.dt, 0*ms)

from_cells_to_P = Synapses(
    cells, P,
    """w : siemens
       w_sent : siemens
       dx/dt = -x/tau_plus : 1 (event-driven)
       dy/dt = -y/tau_minus : 1 (event-driven)""",
    on_pre={'pre': 'g_e_post += w_sent', 'pre_sent': 'w_sent = w', 'pre_change': """w -= A_minus*y*(w_high - w_low)
       w = clip(w, 0*siemens, 2e-9*siemens)
       x += 1"""},
    on_post="""w += A_plus*x*(w_high - w_low)
       w = clip(w, 0*siemens, 2e-9*siemens)
       y += 1""",
    namespace={**constants_of_P, 'A_plus': 0.01, 'A_minus': -0.0105, 'tau_plus': 20*ms, 'tau_minus': 20*ms, 'w_low': 0*siemens, 'w_high': 2e-9*siemens},
)
from_cells_to_P.pre_sent.order = -3
from_cells_to_P.pre_change.order = -2
from_cells_to_P.connect(p=0.1)
from_cells_to_P.w = 1*nS
from_cells_to_P.pre.delay = max(3*ms - defaultclock.dt, 0*ms)

from_noise2_to_P2 = Synapses(
    noise2, P2,
    on_pre='g_e_post += 1*nS',
    namespace=constants_of_P2,
)
from_noise2_to_P2.connect(**in_degree(200, 100, 20, True, None))

spikes_of_cells = SpikeMonitor(cells)
spikes_of_P = SpikeMonitor(P)
spikes_of_P2 = SpikeMonitor(P2)
network = Network(cells, noise, P, P2, noise2, from_noise_to_cells, from_cells_to_P, from_noise2_to_P2, spikes_of_cells, spikes_of_P, spikes_of_P2)
network.run(DURATION)

rate_hz = {
    'cells': float(np.sum((spikes_of_cells.i >= 0) & (spikes_of_cells.i < 400))) / 400 / float(DURATION/second),
    'P': float(np.sum((spikes_of_P.i >= 0) & (spikes_of_P.i < 100))) / 100 / float(DURATION/second),
    'P2': float(np.sum((spikes_of_P2.i >= 0) & (spikes_of_P2.i < 100))) / 100 / float(DURATION/second),
}
print(json.dumps({'spikes': int(spikes_of_cells.num_spikes + spikes_of_P.num_spikes + spikes_of_P2.num_spikes), 'rate_hz': rate_hz}))
