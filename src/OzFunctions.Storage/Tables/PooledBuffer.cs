using System.Buffers;

namespace OzFunctions.Storage.Tables;

/// <summary>A growing write buffer whose memory is rented from the shared pool.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int InitialBytes = 16 * 1024;

    private byte[] _rented = ArrayPool<byte>.Shared.Rent(InitialBytes);
    private int _length;

    /// <summary>The bytes written so far. Valid until the next write or disposal.</summary>
    public ReadOnlyMemory<byte> Written => _rented.AsMemory(0, _length);

    /// <inheritdoc/>
    public void Advance(int count) => _length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var needed = _length + Math.Max(sizeHint, 1);
        if (needed > _rented.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 2 * _rented.Length));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_rented);
            _rented = larger;
        }

        return _rented.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Returns the memory to the pool. <see cref="Written"/> must not be read afterwards.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_rented);
        (_rented, _length) = ([], 0);
    }
}
