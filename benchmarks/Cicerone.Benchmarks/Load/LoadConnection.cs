using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cicerone.Benchmarks.Load;

/// <summary>One connection to the server that is loaded, of HTTP/1.1 as bytes: a client that costs little beside the server.</summary>
internal sealed class LoadConnection : IDisposable
{
    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray(), EndOfChunks = "\r\n0\r\n\r\n"u8.ToArray(), LengthName = "Content-Length: "u8.ToArray();
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 60_000 };
    private byte[] _answer = new byte[1 << 16];
    private int _length;

    public LoadConnection(Uri address) => _socket.Connect(IPAddress.Loopback, address.Port);

    /// <summary>The answer that was received last: its head and body.</summary>
    public string Answer => Encoding.UTF8.GetString(_answer, 0, _length);

    /// <summary>Sends a request and waits for all of its answer.</summary>
    /// <returns>The status of the answer.</returns>
    public int Send(byte[] request)
    {
        for (int sent = 0; sent < request.Length;) sent += _socket.Send(request.AsSpan(sent));
        _length = 0;
        while (true)
        {
            if (_length == _answer.Length) Array.Resize(ref _answer, 2 * _length);
            int received = _socket.Receive(_answer.AsSpan(_length));
            if (received == 0) throw new IOException("The server closed a connection.");
            _length += received;
            if (IsWhole()) return 100 * (_answer[9] - '0') + 10 * (_answer[10] - '0') + (_answer[11] - '0');
        }
    }

    public void Dispose() => _socket.Dispose();

    private bool IsWhole()
    {
        ReadOnlySpan<byte> answer = _answer.AsSpan(0, _length);
        int head = answer.IndexOf(EndOfHead);
        if (head < 0) return false;
        int place = answer[..head].IndexOf(LengthName);
        if (place < 0) return answer.EndsWith(EndOfChunks); // its chunks are JSON, which has no line ends
        int length = 0;
        for (place += LengthName.Length; answer[place] is >= (byte)'0' and <= (byte)'9'; place++) length = 10 * length + answer[place] - '0';
        return _length >= head + EndOfHead.Length + length;
    }
}
