namespace OzFunctions.Web.Connections;

/// <summary>
/// Recognises a pooled connection that the server closed while the next request was being sent (RFC 9112 section 9.3.1), so that the request can be resent
/// at once. <see cref="SocketsHttpHandler"/> itself does this only for requests without a body. For HTTP/1.1 without pipelining.
/// </summary>
/// <param name="inner">The decrypted connection.</param>
internal sealed class ReusedConnectionStream(Stream inner) : Stream
{
    private readonly Lock _lock = new();
    private bool _isAnswered;
    private bool _isReused;
    private bool _isClosed;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    private bool IsUnanswered => _isReused && !_isAnswered;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await inner.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException) when (IsUnansweredAtItsEnd())
        {
            throw new PooledConnectionClosedException();
        }

        if (read > 0)
        {
            lock (_lock)
            {
                _isAnswered = true;
            }
        }

        // A read into an empty buffer only waits for data. A result of 0 then does not mean the end.
        return read == 0 && !buffer.IsEmpty && IsUnansweredAtItsEnd() ? throw new PooledConnectionClosedException() : read;
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsClosedAtItsNextRequest())
        {
            throw new PooledConnectionClosedException();
        }

        try
        {
            await inner.WriteAsync(buffer, cancellationToken);
        }
        catch (IOException) when (IsUnansweredAtItsEnd())
        {
            throw new PooledConnectionClosedException();
        }
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    // The handler reads ahead on an idle connection, so the end may be seen before, while or after the next request is written. Whichever of the two
    // happens second sees the other.
    private bool IsUnansweredAtItsEnd()
    {
        lock (_lock)
        {
            _isClosed = true;
            return IsUnanswered;
        }
    }

    private bool IsClosedAtItsNextRequest()
    {
        lock (_lock)
        {
            if (_isAnswered)
            {
                (_isReused, _isAnswered) = (true, false);
            }

            return _isClosed && IsUnanswered;
        }
    }
}
