using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using EdgeAigc.Contracts.Jobs;
using EdgeAigc.Gateway.Jobs;

namespace EdgeAigc.Gateway.Tests;

/// <summary>Jobs that stand as the test says, and images that are kept until it takes them.</summary>
internal sealed class ScriptedJobs : IImageJobs
{
    /// <summary>The jobs that were submitted.</summary>
    public ConcurrentDictionary<string, ImageJobOrder> Orders { get; } = new();

    /// <summary>How every job stands; null when none is known.</summary>
    public ImageJobStatus? Status { get; set; } = new() { CreatedAt = DateTimeOffset.UnixEpoch };

    /// <summary>The images that are kept, by id.</summary>
    public ConcurrentDictionary<string, ImageFile> Kept { get; } = new();

    /// <summary>Largest image in bytes that is kept.</summary>
    public int MaxBytes { get; set; } = 1000;

    public Task<ImageJobStatus> StartAsync(string id, ImageJobOrder order)
    {
        Orders[id] = order;
        Status = Status! with { Note = order.Note };
        return Task.FromResult(Status);
    }

    public Task<ImageJobStatus?> FindAsync(string id, string? owner) =>
        Task.FromResult(Orders.TryGetValue(id, out var order) && order.Owner == owner ? Status : null);

    public async Task<ImageJobStatus?> CancelAsync(string id, string? owner)
    {
        if (await FindAsync(id, owner) is not null)
            Status = Status! with { State = ImageJobState.Cancelled, EndedAt = DateTimeOffset.UnixEpoch, ExpiresAt = DateTimeOffset.UnixEpoch.AddHours(1) };
        return await FindAsync(id, owner);
    }

    public Task<string?> KeepAsync(byte[] image, string contentType)
    {
        if (image.Length > MaxBytes)
            return Task.FromResult<string?>(null);
        var id = ImageResultId.Create();
        Kept[id] = new(image, contentType, TimeProvider.System.GetUtcNow().AddHours(1));
        return Task.FromResult<string?>(id);
    }

    /// <summary>Ends when the second half of an image may go out.</summary>
    public Task SecondHalf { get; set; } = Task.CompletedTask;

    public async IAsyncEnumerable<ImageFilePart> ReadResultAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Kept.GetValueOrDefault(id) is not { } file)
            yield break;
        var half = file.Bytes.Length / 2;
        yield return new(file.ContentType, file.ExpiresAt, file.Bytes.Length, file.Bytes[..half]);
        await SecondHalf.WaitAsync(cancellationToken);
        yield return new(file.ContentType, file.ExpiresAt, file.Bytes.Length, file.Bytes[half..]);
    }
}
