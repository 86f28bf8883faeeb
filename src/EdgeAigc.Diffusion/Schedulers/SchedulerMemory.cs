namespace EdgeAigc.Diffusion.Schedulers;

internal class SchedulerMemory
{
    public static SchedulerMemory None { get; } = new();
}
