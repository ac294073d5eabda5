using Cicerone.Contracts;

namespace Cicerone.Server.Tests.Storage;

public sealed class SqlitePersonStoreTests() : PersonStoreContract(new SqliteHome());

public sealed class SqliteItemStoreTests() : ItemStoreContract(new SqliteHome());

public sealed class SqliteFeedbackStoreTests() : FeedbackStoreContract(new SqliteHome());

public sealed class PostgresPersonStoreTests(PostgresServer postgres) : PersonStoreContract(new PostgresHome(postgres));

public sealed class PostgresItemStoreTests(PostgresServer postgres) : ItemStoreContract(new PostgresHome(postgres));

public sealed class PostgresFeedbackStoreTests(PostgresServer postgres) : FeedbackStoreContract(new PostgresHome(postgres));

public sealed class SqliteKeyStoreTests() : KeyStoreContract(new SqliteHome());

public sealed class PostgresKeyStoreTests(PostgresServer postgres) : KeyStoreContract(new PostgresHome(postgres));

public sealed class SqliteBackupTests() : BackupContract(new SqliteHome());

public sealed class PostgresBackupTests(PostgresServer postgres) : BackupContract(new PostgresHome(postgres));

public sealed class SqliteConversationStoreTests() : ConversationStoreContract(new SqliteHome());

public sealed class PostgresConversationStoreTests(PostgresServer postgres) : ConversationStoreContract(new PostgresHome(postgres));

public sealed class SqliteExposureStoreTests() : ExposureStoreContract(new SqliteHome());

public sealed class PostgresExposureStoreTests(PostgresServer postgres) : ExposureStoreContract(new PostgresHome(postgres));
