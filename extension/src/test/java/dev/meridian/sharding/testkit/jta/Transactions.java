package dev.meridian.sharding.testkit.jta;

import com.arjuna.ats.arjuna.common.CoordinatorEnvironmentBean;
import com.arjuna.ats.arjuna.common.CoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.CoreEnvironmentBeanException;
import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.RecoveryEnvironmentBean;
import com.arjuna.ats.arjuna.recovery.RecoveryManager;
import com.arjuna.ats.internal.arjuna.recovery.AtomicActionRecoveryModule;
import com.arjuna.ats.internal.jta.recovery.arjunacore.XARecoveryModule;
import com.arjuna.ats.jta.common.JTAEnvironmentBean;
import com.arjuna.ats.jta.recovery.XAResourceRecoveryHelper;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;

/** The transaction manager of the tests: Narayana, with its log in a temporary folder. */
public final class Transactions {

    /** How long a transaction may take, so that only one that hangs is rolled back. */
    private static final int PATIENCE_SECONDS = 600;

    /** Static, because a JVM has one. */
    private static final TransactionManager MANAGER;

    private static final XARecoveryModule XA_RECOVERY;
    private static final RecoveryManager RECOVERY;

    static {
        try {
            String log = Files.createTempDirectory("transactions").toString();
            for (String store : new String[] {"", "communicationStore", "stateStore"}) {
                ObjectStoreEnvironmentBean bean = store.isEmpty()
                        ? BeanPopulator.getDefaultInstance(ObjectStoreEnvironmentBean.class)
                        : BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, store);
                bean.setObjectStoreDir(log);
                bean.setObjectStoreSync(false);
            }
            BeanPopulator.getDefaultInstance(CoreEnvironmentBean.class).setNodeIdentifier("1");
            JTAEnvironmentBean jta = BeanPopulator.getDefaultInstance(JTAEnvironmentBean.class);
            jta.setXaRecoveryNodes(List.of("1"));
            jta.setXaResourceOrphanFilterClassNames(List.of(
                    "com.arjuna.ats.internal.jta.recovery.arjunacore.JTATransactionLogXAResourceOrphanFilter",
                    "com.arjuna.ats.internal.jta.recovery.arjunacore.JTANodeNameXAResourceOrphanFilter"));
            jta.setOrphanSafetyInterval(0);
            RecoveryEnvironmentBean recovery = BeanPopulator.getDefaultInstance(RecoveryEnvironmentBean.class);
            recovery.setRecoveryBackoffPeriod(1);
            recovery.setRecoveryModuleClassNames(
                    List.of(AtomicActionRecoveryModule.class.getName(), XARecoveryModule.class.getName()));
            recovery.setRecoveryListener(false);
            CoordinatorEnvironmentBean coordinator = BeanPopulator.getDefaultInstance(CoordinatorEnvironmentBean.class);
            coordinator.setTransactionStatusManagerEnable(false);
            coordinator.setDefaultTimeout(PATIENCE_SECONDS);
            RecoveryManager.delayRecoveryManagerThread();
            RECOVERY = RecoveryManager.manager(RecoveryManager.DIRECT_MANAGEMENT);
            RECOVERY.initialize();
            XA_RECOVERY = (XARecoveryModule) RECOVERY.getModules().stream()
                    .filter(XARecoveryModule.class::isInstance)
                    .findFirst()
                    .orElseThrow();
            MANAGER = com.arjuna.ats.jta.TransactionManager.transactionManager();
        } catch (IOException | CoreEnvironmentBeanException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Transactions() {}

    /** The manager. */
    public static TransactionManager manager() {
        return MANAGER;
    }

    /** Runs the work in a transaction, which is rolled back if it fails. */
    public static <T> T in(Callable<T> work) throws Exception {
        MANAGER.begin();
        try {
            T result = work.call();
            MANAGER.commit();
            return result;
        } finally {
            end();
        }
    }

    /** Rolls back what the thread has left open. */
    public static void end() throws SystemException {
        if (MANAGER.getStatus() != Status.STATUS_NO_TRANSACTION) {
            MANAGER.rollback();
        }
    }

    /** Ends the transactions that a failure has left between prepare and commit. */
    public static void recover() {
        RECOVERY.scan();
    }

    static void addRecovery(XAResourceRecoveryHelper helper) {
        XA_RECOVERY.addXAResourceRecoveryHelper(helper);
    }

    static void removeRecovery(XAResourceRecoveryHelper helper) {
        XA_RECOVERY.removeXAResourceRecoveryHelper(helper);
    }
}
