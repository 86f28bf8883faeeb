using System.Runtime.CompilerServices;
using EdgeAigc.Training.Native;

// torch's generator and thread count are global, so tests that seed it must not overlap.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace EdgeAigc.Training.Tests;

internal static class AssemblySetup
{
    [ModuleInitializer]
    internal static void PrepareTorch()
    {
        TorchLibrary.Prepare();
        // More threads than free cores spin against each other.
        TorchSharp.torch.set_num_threads(1);
    }
}
